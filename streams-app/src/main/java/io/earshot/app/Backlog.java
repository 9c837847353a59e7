package io.earshot.app;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The records of a topic that wait for this process, as its consumers knew it when they last fetched. Asks no broker, and adds
 * up once a second at most. Safe for several threads.
 */
final class Backlog {
    private static final String LAG = "records-lag";
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String topic;
    private final Supplier<? extends Collection<? extends Metric>> metrics;
    private final LongSupplier nanoTime;
    private OptionalLong records = OptionalLong.empty();
    private OptionalLong lookedNanos = OptionalLong.empty();

    /**
     * @param metrics what Kafka measures
     * @param nanoTime a clock that only runs forward
     */
    Backlog(String topic, Supplier<? extends Collection<? extends Metric>> metrics, LongSupplier nanoTime) {
        this.topic = plain(topic);
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** How many; empty while no consumer has fetched. */
    synchronized OptionalLong records() {
        long now = nanoTime.getAsLong();
        if (lookedNanos.isEmpty() || now - lookedNanos.getAsLong() >= KEPT_NANOS) {
            records = look();
            lookedNanos = OptionalLong.of(now);
        }
        return records;
    }

    /** A client may report a partition twice, with the topic's name as it is and with underscores. */
    private OptionalLong look() {
        Map<String, Long> lags = new HashMap<>();
        for (Metric metric : metrics.get()) {
            MetricName name = metric.metricName();
            if (name.name().equals(LAG)
                    && topic.equals(plain(name.tags().getOrDefault("topic", "")))
                    && metric.metricValue() instanceof Double lag
                    && Double.isFinite(lag)) {
                String partition =
                        name.tags().get("client-id") + " " + name.tags().get("partition");
                lags.merge(partition, Math.round(lag), Math::max);
            }
        }
        return lags.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        lags.values().stream().mapToLong(Long::longValue).sum());
    }

    private static String plain(String topic) {
        return topic.replace('.', '_');
    }
}
