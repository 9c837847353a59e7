package io.earshot.cli;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * One query of a command that takes several: {@code -q TEXT} and the {@code --or} and {@code --not} that follow it. Lists
 * begin as null, because picocli would fill an initial list for all queries together.
 */
final class AskedQuery {
    @Option(
            names = {"-q", "--query"},
            required = true,
            paramLabel = "TEXT",
            description = "What to listen for, in words. May be repeated.")
    private String text;

    @Option(
            names = "--or",
            paramLabel = "TEXT",
            description = "Other words for the query before it; the text that matches best counts. May be repeated.")
    private List<String> otherTexts;

    @Option(
            names = "--not",
            paramLabel = "TEXT",
            description = "Suppresses an event of the query before it when this text matches better. May be repeated.")
    private List<String> negatives;

    /** The query in words; differs between different queries. */
    String meaning() {
        return QueryLine.meaning(text, orNone(otherTexts), orNone(negatives));
    }

    /** @throws IllegalArgumentException if a text cannot be one */
    StandingQuery query(String id, DecisionRules rules) {
        return new StandingQuery(id, text, orNone(otherTexts), orNone(negatives), List.of(), rules, Map.of());
    }

    private static List<String> orNone(List<String> given) {
        return given == null ? List.of() : given;
    }
}
