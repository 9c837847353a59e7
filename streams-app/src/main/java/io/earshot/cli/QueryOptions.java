package io.earshot.cli;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A query as users write it, all but its text. */
final class QueryOptions {
    @Option(names = "--id", paramLabel = "ID", description = "Id of the query (default: made from the text).")
    private String id;

    @Option(
            names = "--or",
            paramLabel = "TEXT",
            description = "Other words for it; whichever text is heard best counts. May be repeated.")
    private List<String> otherTexts = List.of();

    @Option(
            names = "--not",
            paramLabel = "TEXT",
            description = "What is not meant: nothing fires where this is heard rather than the text. May be repeated.")
    private List<String> negatives = List.of();

    @Mixin
    private RuleOptions rules;

    @Option(
            names = "--source",
            paramLabel = "PATTERN",
            description = "Sources it applies to, * stands for anything (default: all). May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A note that the query's events carry. May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /**
     * The query with a text.
     *
     * @throws WrongUseException if something cannot be part of one
     */
    StandingQuery query(String text) {
        try {
            return new StandingQuery(
                    id == null ? QueryIds.of(text) : id, text, otherTexts, negatives, sources, rules.rules(), labels);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    List<String> sources() {
        return sources;
    }

    /** Whether they say more of a query than its id and its sources. */
    boolean sayMore() {
        return !otherTexts.isEmpty() || !negatives.isEmpty() || !rules.rules().equals(DecisionRules.DEFAULT);
    }
}
