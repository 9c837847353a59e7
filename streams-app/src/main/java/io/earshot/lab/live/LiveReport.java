package io.earshot.lab.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What several measurements say together.
 *
 * @param points in the order in which they were measured
 */
public record LiveReport(List<LivePoint> points) {
    private static final double MIB = 1 << 20;

    public LiveReport {
        points = List.copyOf(points);
    }

    /** For people: a line for each measurement, then the ratios of two builds that were measured in turns. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-7s %7s %7s %5s %7s %8s %8s %8s %8s %8s %9s %7s %7s %8s %8s %6s",
                "build",
                "sources",
                "queries",
                "chunk",
                "x real",
                "ms/hop",
                "features",
                "local",
                "context",
                "match",
                "broker",
                "p50 ms",
                "p99 ms",
                "src/core",
                "MiB/h",
                "MiB"));
        points.forEach(point -> lines.add(line(point)));
        lines.addAll(ratios());
        return lines;
    }

    private static String line(LivePoint point) {
        return String.format(
                Locale.ROOT,
                "%-7s %7d %7d %5d %7.1f %8.2f %8.2f %8.2f %8.2f %8.2f %9.2f %7.0f %7.0f %8.1f %8.0f %6.0f",
                point.build(),
                point.sources(),
                point.queries(),
                point.chunkMillis(),
                point.heardSeconds() / point.wallSeconds(),
                point.serviceMillisAHop(),
                stage(point, "features"),
                stage(point, "local"),
                stage(point, "context"),
                stage(point, "match"),
                1e3 * point.brokerSeconds() / point.hops(),
                point.latencyMillis(),
                point.latencyMillisOf99(),
                point.sourcesACore(),
                point.brokerBytesASourceHour() / MIB,
                point.residentMiB());
    }

    private static double stage(LivePoint point, String name) {
        return 1e3 * point.stageSeconds().getOrDefault(name, 0.) / point.hops();
    }

    /** Of neighbours in turns: each measurement of "before" with the next of "now" under the same load. */
    private List<String> ratios() {
        Map<String, List<Double>> cpu = new TreeMap<>();
        Map<String, List<Double>> latency = new TreeMap<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            LivePoint before = points.get(i);
            LivePoint now = points.get(i + 1);
            if (!before.build().equals(now.build()) && load(before).equals(load(now)) && i % 2 == 0) {
                add(cpu, before, now, LivePoint::serviceMillisAHop);
                add(latency, before, now, LivePoint::latencyMillisOf99);
            }
        }
        List<String> lines = new ArrayList<>();
        cpu.forEach((load, all) -> lines.add(ratio("processor time a hop", load, all)));
        latency.forEach((load, all) -> lines.add(ratio("p99 of latency", load, all)));
        return lines;
    }

    private static void add(
            Map<String, List<Double>> ratios, LivePoint before, LivePoint now, ToDoubleFunction<LivePoint> value) {
        if (value.applyAsDouble(before) > 0) {
            ratios.computeIfAbsent(load(now), load -> new ArrayList<>())
                    .add(value.applyAsDouble(now) / value.applyAsDouble(before));
        }
    }

    private static String load(LivePoint point) {
        return point.sources() + " sources, " + point.queries() + " queries, chunks of " + point.chunkMillis() + " ms"
                + (point.backlog() ? ", as fast as it goes" : "");
    }

    private static String ratio(String what, String load, List<Double> ratios) {
        List<Double> sorted = ratios.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%s, now / before: %.3f (%.3f to %.3f in %d turns) at %s",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size(),
                load);
    }
}
