package io.earshot.cli;

import io.earshot.query.QueryDraft;
import io.earshot.query.StandingQuery;
import io.earshot.query.WrittenRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The parts of a query besides its text and its rules. */
final class QueryOptions {
    @Option(names = "--id", paramLabel = "ID", description = "Id of the query (default: made from the text).")
    private String id;

    @Mixin
    private TextOptions texts;

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

    @Mixin
    private EvidenceOption evidence;

    /**
     * The query with a text.
     *
     * @throws WrongUseException if something cannot be part of one
     */
    StandingQuery query(String text, WrittenRules rules) {
        try {
            return draft(Optional.of(text), rules).query(id == null ? Ids.ofText(text) : id);
        } catch (IllegalArgumentException e) {
            throw RuleOptions.wrongUse(e);
        }
    }

    /** The given parts. */
    QueryDraft draft(Optional<String> text, WrittenRules rules) {
        return new QueryDraft(
                Optional.ofNullable(id),
                text,
                texts.otherTexts(),
                texts.negatives(),
                Optional.of(sources).filter(patterns -> !patterns.isEmpty()),
                rules,
                Optional.of(labels).filter(notes -> !notes.isEmpty()),
                evidence.given(),
                Optional.empty());
    }
}
