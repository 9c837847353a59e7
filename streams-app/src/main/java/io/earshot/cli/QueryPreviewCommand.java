package io.earshot.cli;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What a query would have told of what was heard, before it is added. The running service is asked, because it has the
 * model and reaches the broker, the demo's too.
 */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description =
                "Tells what a query would have told of what was heard, and how often at which threshold; adds and changes nothing. Takes the options of query add. Asks a running demo or serve.")
final class QueryPreviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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
        service.ask("/api/preview", parameters(), spec.commandLine().getOut());
        return 0;
    }

    List<Map.Entry<String, String>> parameters() {
        Clock clock = Clock.system(ZoneId.systemDefault());
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        put(parameters, "since", Moments.since(since, clock));
        put(parameters, "events", events);
        put(parameters, "zone", clock.getZone().getId());
        if (text == null) {
            put(parameters, "query", registeredId());
            options.sources().forEach(source -> put(parameters, "source", source));
        } else {
            addQuery(parameters, options.query(text));
        }
        return parameters;
    }

    private String registeredId() {
        Optional<String> id = options.id();
        if (id.isEmpty()) {
            throw new WrongUseException("a TEXT is missing, or the --id of a registered query");
        }
        if (options.sayMore()) {
            throw new WrongUseException("a registered query is previewed as it stands; a changed one needs its TEXT");
        }
        return id.get();
    }

    private static void addQuery(List<Map.Entry<String, String>> parameters, StandingQuery query) {
        put(parameters, "query", query.id());
        put(parameters, "text", query.text());
        query.otherTexts().forEach(other -> put(parameters, "or", other));
        query.negatives().forEach(negative -> put(parameters, "negative", negative));
        query.sources().forEach(source -> put(parameters, "source", source));
        DecisionRules rules = query.rules();
        double value = rules.sensitivity().value();
        switch (rules.sensitivity().kind()) {
            case PROBABILITY -> put(parameters, "threshold", value);
            case RAW_SCORE -> put(parameters, "rawScore", value);
            case ALARMS_PER_DAY -> put(parameters, "alarmsPerDay", value);
            case DEFAULT -> {}
        }
        put(parameters, "close", rules.closeConfidence());
        put(parameters, "confirm", rules.confirmHits() + "/" + rules.confirmHops());
        put(parameters, "mergeGap", seconds(rules.mergeGap()));
        put(parameters, "minDuration", seconds(rules.minDuration()));
        put(parameters, "maxDuration", seconds(rules.maxDuration()));
        put(parameters, "cooldown", seconds(rules.cooldown()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static void put(List<Map.Entry<String, String>> parameters, String name, Object value) {
        parameters.add(Map.entry(name, value.toString()));
    }
}
