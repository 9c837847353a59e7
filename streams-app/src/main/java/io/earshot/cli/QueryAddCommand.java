package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.query.QueryDraft;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers queries. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        modelTransformer = RuleOptions.class,
        description =
                "Registers a query, or changes the one with its id; with --file, many. Warns of words that may match less or more than intended.")
final class QueryAddCommand extends QueryWritingCommand {
    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "What to listen for, in words.")
    private String text;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Registers every query of a file of JSON objects, as query ls --json prints them; - reads standard input. Adds none if one is wrong.")
    private String file;

    @Mixin
    private QueryOptions options;

    private List<QueryRecord> records = List.of();

    @Override
    void requireValid() throws IOException {
        QueryDraft given = options.draft(Optional.ofNullable(text), RuleOptions.of(spec()));
        if (file == null) {
            if (text == null) {
                throw new WrongUseException("a TEXT is missing, or the --file of the queries");
            }
            records = List.of(QueryRecord.of(options.query(text, given.rules())));
            return;
        }
        if (!given.equals(QueryDraft.NOTHING)) {
            throw new WrongUseException(
                    "--file defines its queries completely; it takes no TEXT and no options of a query");
        }
        records = QueryFile.read(file, System.in);
    }

    @Override
    List<QueryRecord> records(QueryCatalog known) {
        return records;
    }
}
