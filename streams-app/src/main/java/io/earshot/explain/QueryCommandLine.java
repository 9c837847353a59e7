package io.earshot.explain;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is typed to register a query as it stands. */
final class QueryCommandLine {
    private final List<String> words = new ArrayList<>();

    private QueryCommandLine() {}

    /**
     * For a POSIX shell; the options of which the query has the defaults are left out.
     *
     * @param commandOptions what it must say besides, so that it reaches the query's topic
     */
    static String of(StandingQuery query, List<String> commandOptions) {
        QueryCommandLine line = new QueryCommandLine();
        line.words.add("./earshot query add");
        line.words.add(quoted(query.text()));
        line.add("--id", query.id());
        query.otherTexts().forEach(text -> line.add("--or", text));
        query.negatives().forEach(text -> line.add("--not", text));
        query.sources().forEach(source -> line.add("--source", source));
        line.addRules(query.rules());
        query.labels().forEach((name, value) -> line.add("--label", name + "=" + value));
        commandOptions.forEach(word -> line.words.add(quoted(word)));
        return String.join(" ", line.words);
    }

    private void addRules(DecisionRules rules) {
        switch (rules.sensitivity().kind()) {
            case PROBABILITY -> add("--threshold", number(rules.sensitivity().value()));
            case RAW_SCORE -> add("--raw-score", number(rules.sensitivity().value()));
            case ALARMS_PER_DAY ->
                add("--alarms-per-day", number(rules.sensitivity().value()));
            case DEFAULT -> {}
        }
        DecisionRules defaults = DecisionRules.ofConfidence(rules.openConfidence());
        if (Math.abs(rules.closeConfidence() - defaults.closeConfidence()) > 1e-9) {
            add("--close", number(rules.closeConfidence()));
        }
        if (rules.confirmHops() > 1) {
            add("--confirm", rules.confirmHits() + "/" + rules.confirmHops());
        }
        addTime("--merge-gap", rules.mergeGap(), defaults.mergeGap());
        addTime("--min-duration", rules.minDuration(), defaults.minDuration());
        addTime("--max-duration", rules.maxDuration(), defaults.maxDuration());
        addTime("--cooldown", rules.cooldown(), defaults.cooldown());
    }

    private void addTime(String option, Duration time, Duration byDefault) {
        if (!time.equals(byDefault)) {
            add(option, time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms");
        }
    }

    private void add(String option, String value) {
        words.add(option);
        words.add(quoted(value));
    }

    private static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String quoted(String text) {
        return text.matches("[\\w./:@%+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
