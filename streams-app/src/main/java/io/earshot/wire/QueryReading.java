package io.earshot.wire;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What this version makes of a query record: the query, or everything that keeps it from being one. */
final class QueryReading {
    private final List<String> problems = new ArrayList<>();
    private final Optional<StandingQuery> query;

    QueryReading(QueryRecord found) {
        checkLanguage(found.language());
        if (!found.negatives().isEmpty()) {
            problems.add("negatives are not scored by this version");
        }
        found.sensitivity().ifPresent(this::checkSensitivity);
        Optional<StandingQuery> read = readQuery(found, readRules(found));
        query = problems.isEmpty() ? read : Optional.empty();
    }

    Optional<StandingQuery> query() {
        return query;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    private void checkLanguage(String language) {
        String primary = Locale.forLanguageTag(language).getLanguage();
        if (!primary.equals(QueryRecord.DEFAULT_LANGUAGE)) {
            problems.add(
                    "language \"" + OneLine.of(language) + "\" is not understood by this version, only English is");
        }
    }

    private void checkSensitivity(Sensitivity sensitivity) {
        switch (sensitivity.kind()) {
            case PROBABILITY -> requireProbability(sensitivity.value());
            case RAW_SCORE -> problems.add("a sensitivity in raw scores is not supported by this version");
            case ALARMS_PER_DAY -> problems.add("a sensitivity in alarms per day is not supported by this version");
            case UNKNOWN -> problems.add("the sensitivity has a scale that this version does not know");
        }
    }

    private void requireProbability(double value) {
        if (!(value > 0 && value < 1)) {
            problems.add("sensitivity " + value + " must be a probability in (0, 1)");
        }
    }

    private DecisionRules readRules(QueryRecord found) {
        double openConfidence = found.sensitivity()
                .filter(s -> s.kind() == Sensitivity.Kind.PROBABILITY && s.value() > 0 && s.value() < 1)
                .map(Sensitivity::value)
                .orElse(DecisionRules.DEFAULT.openConfidence());
        try {
            return found.rules().orElse(RequestedRules.NONE).over(openConfidence);
        } catch (IllegalArgumentException e) {
            problems.add(OneLine.of(e));
            return DecisionRules.DEFAULT;
        }
    }

    private Optional<StandingQuery> readQuery(QueryRecord found, DecisionRules rules) {
        try {
            return Optional.of(new StandingQuery(found.id(), found.text(), found.sources(), rules));
        } catch (IllegalArgumentException e) {
            problems.add(OneLine.of(e));
            return Optional.empty();
        }
    }
}
