package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.query.QueryDraft;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a query. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        modelTransformer = RuleOptions.class,
        description =
                "Changes what is given of a query and nothing else. Another text drops the other words for the one before; --or '' and --not '' take all of them away, --label NAME= a label.")
final class QueryEditCommand extends QueryWritingCommand {
    @Parameters(paramLabel = "ID", description = "Id of the query.")
    private String id;

    @Option(names = "--text", paramLabel = "TEXT", description = "Another text.")
    private String text;

    @Mixin
    private TextOptions texts;

    @Option(
            names = "--source",
            paramLabel = "PATTERN",
            description = "Sources it applies to instead, * stands for anything. May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A note that the query's events carry, besides those that it has. May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Changes what a JSON object of the form of query ls --json has; - reads standard input.")
    private String file;

    @Mixin
    private EvidenceOption evidence;

    private QueryDraft changes = QueryDraft.NOTHING;

    @Override
    void requireValid() throws IOException {
        QueryDraft given = new QueryDraft(
                Optional.empty(),
                Optional.ofNullable(text),
                texts.otherTexts(),
                texts.negatives(),
                Optional.of(sources).filter(patterns -> !patterns.isEmpty()),
                RuleOptions.of(spec()),
                Optional.empty(),
                evidence.given(),
                Optional.empty());
        boolean isSilent = given.equals(QueryDraft.NOTHING) && labels.isEmpty();
        if (file == null && isSilent) {
            throw new WrongUseException("say what to change: --text, a rule, another option of query add, or --file");
        }
        if (file != null && !isSilent) {
            throw new WrongUseException("--file says what to change; it takes no other options of a query");
        }
        changes = file == null ? given : QueryFile.changes(file, id, System.in);
    }

    @Override
    List<QueryRecord> records(QueryCatalog known) {
        Optional<Decoded<QueryRecord>> found = known.find(id);
        QueryRecord before = found.flatMap(Decoded::value)
                .orElseThrow(() -> new FailedException(
                        Printed.of(id) + (found.isPresent() ? ": it cannot be read; add it anew" : ": no such query")));
        StandingQuery query = before.content()
                .orElseThrow(() -> new FailedException(Printed.of(id) + ": this version cannot match it ("
                        + String.join("; ", before.problems()) + "); add it anew"));
        QueryRecord record = QueryRecord.of(changed(query));
        return List.of(record.withEnabled(changes.enabled().orElse(before.enabled())));
    }

    private StandingQuery changed(StandingQuery query) {
        try {
            StandingQuery changed = changes.over(query);
            return new StandingQuery(
                    changed.id(),
                    changed.text(),
                    changed.otherTexts(),
                    changed.negatives(),
                    changed.sources(),
                    changed.rules(),
                    Merged.of(changed.labels(), labels));
        } catch (IllegalArgumentException e) {
            throw RuleOptions.wrongUse(e);
        }
    }
}
