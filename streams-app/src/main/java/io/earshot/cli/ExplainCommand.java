package io.earshot.cli;

import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Explains why a query fired at a moment, or why not. A running service answers, because it has the model, the queries and
 * the calibrations in force, and reaches the broker, also that of a demo.
 */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        modelTransformer = RuleOptions.class,
        description =
                "Explains why a query fired at a moment, or which rule kept it from firing and the smallest change that would have let it fire. The options of query add try a changed query. Needs a running demo or serve.")
final class ExplainCommand extends Subcommand implements Callable<Integer> {
    @Option(names = "--source", required = true, paramLabel = "ID", description = "The source.")
    private String source;

    @Option(names = "--query", paramLabel = "ID", description = "The standing query.")
    private String query;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description =
                    "When: a local time (14:03:20) of the last 24 hours, a local date and time, or an instant (2026-01-31T13:03:20Z).")
    private String at;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            description = "Includes events this long before or after (default: 2s).")
    private String within;

    @Option(names = "--text", paramLabel = "TEXT", description = "Tries this text instead of the query's.")
    private String text;

    @Mixin
    private TextOptions texts;

    @Mixin
    private ServiceOptions service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        service.ask("/api/explain", request(), out());
        return 0;
    }

    Map<String, Object> request() {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("source", source);
        request.put("at", Times.moment(at, clock).toString());
        request.put("zone", clock.getZone().getId());
        request.put("queryId", query);
        request.put("within", within);
        QueryDraft changes = QueryDraft.changes(
                Optional.ofNullable(text), texts.otherTexts(), texts.negatives(), RuleOptions.of(spec()));
        if (!changes.equals(QueryDraft.NOTHING)) {
            request.put("query", QueryJson.write(changes));
        }
        return request;
    }
}
