package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final List<Metric> metrics = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Backlog backlog = new Backlog("audio.chunks.v1", () -> metrics, nanos::get);

    @Test
    void shouldKnowNothingBeforeAConsumerHasFetched() {
        metrics.add(lag("audio.chunks.v1", "0", "a", Double.NaN));
        metrics.add(lag("queries.v1", "0", "a", 5.));
        assertThat(backlog.records()).isEmpty();
    }

    @Test
    void shouldAddUpThePartitionsOfTheTopic() {
        metrics.add(lag("audio.chunks.v1", "0", "a", 3.));
        metrics.add(lag("audio.chunks.v1", "1", "b", 4.));
        metrics.add(lag("queries.v1", "0", "a", 100.));
        metrics.add(metric("records-lag-max", Map.of("topic", "audio.chunks.v1", "partition", "0"), 50.));
        assertThat(backlog.records()).hasValue(7);
    }

    @Test
    void shouldCountAPartitionOnceThatIsReportedUnderTwoNames() {
        metrics.add(lag("audio.chunks.v1", "0", "a", 3.));
        metrics.add(lag("audio_chunks_v1", "0", "a", 3.));
        assertThat(backlog.records()).hasValue(3);
    }

    @Test
    void shouldLookOnceASecond() {
        metrics.add(lag("audio.chunks.v1", "0", "a", 3.));
        assertThat(backlog.records()).hasValue(3);
        metrics.clear();
        nanos.set(999_999_999);
        assertThat(backlog.records()).hasValue(3);
        nanos.set(1_000_000_000);
        assertThat(backlog.records()).isEmpty();
    }

    private static Metric lag(String topic, String partition, String client, Double value) {
        return metric("records-lag", Map.of("topic", topic, "partition", partition, "client-id", client), value);
    }

    private static Metric metric(String name, Map<String, String> tags, Double value) {
        MetricName metricName = new MetricName(name, "consumer-fetch-manager-metrics", "", tags);
        return new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }
}
