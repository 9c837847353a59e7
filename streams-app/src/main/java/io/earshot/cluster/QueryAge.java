package io.earshot.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Whether a query was written since something was heard: then it was judged by what stood before, or not at all. */
public final class QueryAge {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Changes of queries that are read at most. */
    private static final int MAX_RECORDS = 50_000;

    private final KafkaAccess kafka;
    private final TopicPartition partition;

    /** @param topic of the query embeddings, which has one partition */
    public QueryAge(KafkaAccess kafka, String topic) {
        this.kafka = kafka;
        this.partition = new TopicPartition(topic, 0);
    }

    /** When the query of a key was last written, if that was after a time of the brokers, milliseconds since 1970. */
    public Optional<Instant> writtenAfter(String key, long appendMillis) {
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            consumer.assign(List.of(partition));
            OffsetAndTimestamp start = consumer.offsetsForTimes(Map.of(partition, appendMillis + 1))
                    .get(partition);
            return start == null ? Optional.empty() : newest(consumer, start.offset(), key);
        }
    }

    private Optional<Instant> newest(Consumer<String, byte[]> consumer, long from, String key) {
        long end = Math.min(consumer.endOffsets(List.of(partition)).get(partition), from + MAX_RECORDS);
        Optional<Instant> newest = Optional.empty();
        consumer.seek(partition, from);
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end && System.nanoTime() < deadlineNanos) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (key.equals(record.key())) {
                    newest = Optional.of(Instant.ofEpochMilli(record.timestamp()));
                }
            }
        }
        return newest;
    }
}
