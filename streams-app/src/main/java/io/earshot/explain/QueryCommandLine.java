package io.earshot.explain;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.query.WrittenRules;
import java.util.ArrayList;
import java.util.List;

/** Formats the command line that registers a query. */
final class QueryCommandLine {
    private final List<String> words = new ArrayList<>();

    private QueryCommandLine() {}

    /**
     * For a POSIX shell; leaves out options with default values.
     *
     * @param commandOptions further options, to reach the query's topic
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
        query.evidence().ifPresent(kept -> line.add("--keep-evidence", kept.print()));
        commandOptions.forEach(word -> line.words.add(quoted(word)));
        return String.join(" ", line.words);
    }

    private void addRules(DecisionRules rules) {
        DecisionRules defaults = DecisionRules.DEFAULT.openingAt(rules.openConfidence());
        WrittenRules.of(rules).typed().forEach((rule, value) -> {
            if (rule.isScale() || !rule.isSame(rules, defaults)) {
                add("--" + rule.option(), value);
            }
        });
    }

    private void add(String option, String value) {
        words.add(option);
        words.add(quoted(value));
    }

    private static String quoted(String text) {
        return text.matches("[\\w./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
