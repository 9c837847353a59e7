package io.earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaggingMetricsTest {
    @Test
    void shouldCountTheChunksThatWereNotListenedTo() {
        try (TaggingMetrics metrics = new TaggingMetrics()) {
            metrics.chunk("ACCEPTED");
            metrics.chunk("DUPLICATE");
            metrics.chunk("IGNORED");
            assertThat(metrics.refusedChunks()).isZero();
            metrics.chunk("invalid");
            metrics.chunk("invalid");
            metrics.chunk("undecodable");
            assertThat(metrics.refusedChunks()).isEqualTo(3);
        }
    }

    @Test
    void shouldCountTheSecondsOfAThousandSourcesApartAndThoseOfTheOthersTogether() {
        try (TaggingMetrics metrics = new TaggingMetrics()) {
            for (int source = 0; source < 1_100; source++) {
                metrics.coverage("source-" + source, 50, 10);
            }
            metrics.coverage("source-7", 1, 2);
            assertThat(metrics.scrape())
                    .contains("earshot_source_heard_seconds_total{source=\"source-7\"} 51.0")
                    .contains("earshot_source_missing_seconds_total{source=\"source-7\"} 12.0")
                    .contains("earshot_source_missing_seconds_total{source=\"(other)\"} 1000.0")
                    .doesNotContain("source=\"source-1099\"");
        }
    }

    @Test
    void shouldTellHowOftenTheDecoderWasStartedAgain() {
        try (TaggingMetrics metrics = new TaggingMetrics()) {
            AtomicLong restarts = new AtomicLong();
            metrics.decoderRestarts(restarts::get);
            System.gc();
            restarts.set(2);
            assertThat(metrics.scrape()).contains("earshot_decoder_restarts_total 2.0");
        }
    }

    @Test
    void shouldFallBehindFurtherWhileATaskDecidesNothing() {
        AtomicLong nanos = new AtomicLong();
        try (TaggingMetrics metrics = new TaggingMetrics(nanos::get)) {
            assertThat(metrics.lagSeconds()).isEmpty();
            metrics.lag("0_0", 1_500_000);
            metrics.lag("0_1", 500_000);
            nanos.set(10_000_000_000L);
            metrics.lag("0_1", 600_000);
            assertThat(metrics.lagSeconds()).hasValue(11.5);
            metrics.noLag("0_0");
            assertThat(metrics.lagSeconds()).hasValue(0.6);
        }
    }

    @Test
    void shouldTellHowMuchIsTaggedPerSecond() {
        AtomicLong nanos = new AtomicLong();
        try (TaggingMetrics metrics = new TaggingMetrics(nanos::get)) {
            metrics.heard(2.5);
            assertThat(metrics.realTimeFactor()).isEqualTo(2.5);
            assertThat(metrics.heardSeconds()).isEqualTo(2.5);
        }
    }
}
