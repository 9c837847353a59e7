package io.earshot.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Why a query fired at a moment, or why not. The running service is asked, because it has the model, the queries and the
 * calibrations in force, and reaches the broker, the demo's too.
 */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Tells why a query fired at a moment, or which rule kept it from firing and the smallest change that would have let it. Asks a running demo or serve.")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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
            description = "What happened this long before or after counts too (default: 2s).")
    private String within;

    @Option(names = "--text", paramLabel = "TEXT", description = "What if this were listened for instead?")
    private String text;

    @Option(
            names = {"-t", "--threshold"},
            converter = Probability.class,
            paramLabel = "P",
            description = "What if it opened at this confidence?")
    private Double threshold;

    @Option(names = "--confirm", paramLabel = "K/N", description = "What if K of N hops had to confirm it?")
    private String confirm;

    @Option(names = "--min-duration", paramLabel = "TIME", description = "What if it had to last this long?")
    private String minDuration;

    @Option(names = "--cooldown", paramLabel = "TIME", description = "What if this had to pass after an event?")
    private String cooldown;

    @Mixin
    private ServiceOptions service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        service.ask("/api/explain", parameters().entrySet(), spec.commandLine().getOut());
        return 0;
    }

    private Map<String, String> parameters() {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("source", source);
        parameters.put("at", Moments.parse(at, clock).toString());
        parameters.put("zone", ZoneId.systemDefault().getId());
        put(parameters, "query", query);
        put(parameters, "text", text);
        put(parameters, "threshold", threshold);
        put(parameters, "confirm", confirm);
        put(parameters, "within", seconds(within));
        put(parameters, "minDuration", seconds(minDuration));
        put(parameters, "cooldown", seconds(cooldown));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    private static Double seconds(String duration) {
        if (duration == null || duration.matches("0(ms|s|m|h)?")) {
            return duration == null ? null : 0.0;
        }
        return Durations.parse(duration).toMillis() / 1e3;
    }
}
