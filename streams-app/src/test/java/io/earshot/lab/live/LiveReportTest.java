package io.earshot.lab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveReportTest {
    private static LivePoint point(String build, int sources, double serviceSeconds, double p99) {
        return new LivePoint(
                build,
                sources,
                8,
                320,
                false,
                30,
                960,
                1_000,
                serviceSeconds,
                2,
                Map.of("features", 2.5, "local", 3.),
                120,
                p99,
                500,
                64 << 20,
                4);
    }

    @Test
    void shouldTellWhatAHopAndASourceCost() {
        LivePoint point = point("now", 32, 4, 300);
        assertThat(point.serviceMillisAHop()).isEqualTo(4);
        assertThat(point.serviceSecondsASourceHour()).isEqualTo(15);
        assertThat(point.sourcesACore()).isEqualTo(240);
        assertThat(point.brokerBytesASourceHour()).isEqualTo(240 << 20);
        assertThat(new LiveReport(List.of(point)).lines().get(1))
                .contains("now", " 32 ", "32.0", " 4.00 ", " 2.50 ", " 3.00 ", " 2.00 ", " 300 ", " 240.0 ");
    }

    /** Each of one build with the next of the other. */
    @Test
    void shouldGiveTheRatiosOfTurns() {
        LiveReport report = new LiveReport(List.of(
                point("before", 10, 9, 400),
                point("now", 10, 3, 300),
                point("before", 10, 12, 400),
                point("now", 10, 3, 400),
                point("before", 100, 8, 400),
                point("now", 100, 4, 200)));
        assertThat(report.lines())
                .contains(
                        "processor time a hop, now / before: 0.333 (0.250 to 0.333 in 2 turns) at 10 sources, 8 queries, chunks of 320 ms",
                        "processor time a hop, now / before: 0.500 (0.500 to 0.500 in 1 turns) at 100 sources, 8 queries, chunks of 320 ms",
                        "p99 of latency, now / before: 1.000 (0.750 to 1.000 in 2 turns) at 10 sources, 8 queries, chunks of 320 ms");
    }

    @Test
    void shouldDrawALineForEachBuild() {
        LiveReport report = new LiveReport(
                List.of(point("before", 10, 9, 400), point("now", 10, 3, 300), point("before", 100, 9, 400)));
        String svg = LiveCurve.of(report);
        assertThat(svg).startsWith("<svg ").contains("before, 8 queries", "now, 8 queries", ">100</text>");
        assertThat(svg.split("<circle", -1)).hasSize(4);
    }
}
