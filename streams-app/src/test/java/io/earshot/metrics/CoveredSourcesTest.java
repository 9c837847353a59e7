package io.earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CoveredSourcesTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void shouldGiveTheMetersOfASourceThatIsGoneToOneThatCame() {
        try (TaggingMetrics metrics = new TaggingMetrics(nanos::get)) {
            for (int gone = 0; gone < CoveredSources.MOST; gone++) {
                metrics.coverage("gone-" + gone, 1, 0);
            }
            metrics.coverage("studio", 60, 0);
            assertThat(metrics.scrape()).doesNotContain("studio").contains("source=\"(other)\"} 60.0");

            nanos.addAndGet(CoveredSources.IDLE.toNanos());
            metrics.coverage("gone-0", 1, 0);
            metrics.coverage("studio", 60, 0);
            assertThat(metrics.scrape())
                    .contains("earshot_source_heard_seconds_total{source=\"studio\"} 60.0")
                    .contains("earshot_source_heard_seconds_total{source=\"gone-0\"} 2.0")
                    .doesNotContain("\"gone-1\"");
        }
    }
}
