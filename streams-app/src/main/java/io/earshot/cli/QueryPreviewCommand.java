package io.earshot.cli;

import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.query.WrittenRules;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Previews the events that a query would have emitted, before it is added. A running service answers, because it has the
 * model and reaches the broker, also that of a demo.
 */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        modelTransformer = RuleOptions.class,
        description =
                "Shows which events a query would have emitted, and how many at which threshold; adds and changes nothing. Takes the options of query add. Needs a running demo or serve.")
final class QueryPreviewCommand extends Subcommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "What to listen for, in words. Without it, --id names a registered query.")
    private String text;

    @Mixin
    private QueryOptions options;

    @Option(
            names = "--since",
            defaultValue = "24h",
            paramLabel = "TIME",
            description =
                    "How far back: a length of time (24h), a local time, a local date and time, or an instant (default: ${DEFAULT-VALUE}).")
    private String since;

    @Option(
            names = "--events",
            defaultValue = "20",
            paramLabel = "N",
            description = "Most events that are listed, the newest (default: ${DEFAULT-VALUE}).")
    private int events;

    @Mixin
    private ServiceOptions service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        service.ask("/api/preview", request(), out());
        return 0;
    }

    Map<String, Object> request() {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("since", Times.since(since, clock).toString());
        request.put("events", events);
        request.put("zone", clock.getZone().getId());
        WrittenRules rules = RuleOptions.of(spec());
        if (text == null) {
            QueryDraft given = options.draft(Optional.empty(), rules);
            request.put("queryId", registeredId(given));
            request.put("sources", given.sources().orElse(List.of()));
        } else {
            request.put("query", QueryJson.write(QueryDraft.of(options.query(text, rules))));
        }
        return request;
    }

    private static String registeredId(QueryDraft given) {
        if (given.id().isEmpty()) {
            throw new WrongUseException("a TEXT is missing, or the --id of a registered query");
        }
        if (given.otherTexts().isPresent()
                || given.negatives().isPresent()
                || !given.rules().isEmpty()) {
            throw new WrongUseException("a registered query is previewed as it stands; a changed one needs its TEXT");
        }
        return given.id().get();
    }
}
