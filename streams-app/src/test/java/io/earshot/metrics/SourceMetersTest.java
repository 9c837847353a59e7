package io.earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceMetersTest {
    private final TaggingMetrics metrics = new TaggingMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldHaveOneStateOfASourceAtATimeAndNoneAfterItIsGone() {
        metrics.sources().read("a", reading("healthy", 10));
        metrics.sources().read("a", reading("stalled", 12));
        assertThat(metrics.scrape())
                .contains(
                        "earshot_source_state{source=\"a\",state=\"stalled\"} 1",
                        "earshot_source_published_seconds_total{source=\"a\"} 12.0",
                        "earshot_source_down_seconds_total{source=\"a\"} 1.0",
                        "earshot_source_level_dbfs{source=\"a\"} -20.0",
                        "earshot_source_clock_drift_ppm{source=\"a\"} NaN",
                        "earshot_source_tries{source=\"a\"} 3")
                .doesNotContain("state=\"healthy\"");
        metrics.sources().forget("a");
        assertThat(metrics.scrape()).doesNotContain("earshot_source_");
    }

    @Test
    void shouldNotFollowMoreSourcesThanAPrometheusServerBears() {
        for (int i = 0; i < 1_100; i++) {
            metrics.sources().read("s" + i, reading("healthy", 1));
        }
        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("earshot_source_state{")))
                .hasSize(1_000);
    }

    private static SourceMeters.Reading reading(String state, double heard) {
        return new SourceMeters.Reading(state, heard, 1, -20, Double.NaN, 3);
    }
}
