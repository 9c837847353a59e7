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

    /** A bad sensitivity does not hide what is wrong with the rules. */
    private DecisionRules readRules(QueryRecord found) {
        RequestedRules rules = found.rules().orElse(RequestedRules.NONE);
        try {
            return rules.with(found.sensitivity());
        } catch (IllegalArgumentException e) {
            problems.add(OneLine.of(e));
        }
        checkAlone(rules);
        return DecisionRules.DEFAULT;
    }

    private void checkAlone(RequestedRules rules) {
        try {
            rules.with(Optional.empty());
        } catch (IllegalArgumentException e) {
            if (!problems.contains(OneLine.of(e))) {
                problems.add(OneLine.of(e));
            }
        }
    }

    private Optional<StandingQuery> readQuery(QueryRecord found, DecisionRules rules) {
        try {
            return Optional.of(new StandingQuery(
                    found.id(),
                    found.text(),
                    found.otherTexts(),
                    found.negatives(),
                    found.sources(),
                    rules,
                    found.labels()));
        } catch (IllegalArgumentException e) {
            problems.add(OneLine.of(e));
            return Optional.empty();
        }
    }
}
