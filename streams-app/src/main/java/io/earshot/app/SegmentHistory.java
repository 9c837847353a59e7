package io.earshot.app;

import io.earshot.wire.StoredSegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads what the topic of segments keeps of one source around a time of its audio. The topic only knows when a record was
 * appended. Live audio is appended soon after it was heard, so it is looked for there first; recordings with capture times
 * of their own, and what came late, are found by going back from the topic's end, block by block. Both are bounded.
 */
final class SegmentHistory {
    /** Records that are read at most for one question: some hundred megabytes. */
    static final long MAX_RECORDS = 200_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BLOCK_RECORDS = 10_000;

    /** How far a source's clock may be ahead of the brokers'. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<StoredSegment> decoder;

    SegmentHistory(KafkaAccess kafka, String topic, Deserializer<StoredSegment> decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
    }

    /** The segments whose hops lie in a stretch of audio time, and what else was seen of the source. */
    SegmentsFound find(String sourceId, long fromMicros, long toMicros) {
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            return new Search(consumer, sourceId, fromMicros, toMicros).run();
        }
    }

    /** One search. */
    private final class Search {
        private final Consumer<String, byte[]> consumer;
        private final String sourceId;
        private final long fromMicros;
        private final long toMicros;
        private final TopicPartition partition;
        private final long begin;
        private final long end;
        private final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        private long recordsLeft = MAX_RECORDS;

        Search(Consumer<String, byte[]> consumer, String sourceId, long fromMicros, long toMicros) {
            this.consumer = consumer;
            this.sourceId = sourceId;
            this.fromMicros = fromMicros;
            this.toMicros = toMicros;
            // Records are where the producers' default partitioner puts their key.
            int home = Utils.toPositive(Utils.murmur2(sourceId.getBytes(StandardCharsets.UTF_8)))
                    % consumer.partitionsFor(topic).size();
            this.partition = new TopicPartition(topic, home);
            consumer.assign(List.of(partition));
            this.begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            this.end = consumer.endOffsets(List.of(partition)).get(partition);
        }

        SegmentsFound run() {
            SegmentsFound live = read(liveStart(), Math.min(end, liveStart() + MAX_RECORDS / 2));
            return live.segments().isEmpty() && !live.isPast() ? backwards(live) : live;
        }

        /** Where audio stands that was appended when it was heard; the end if nothing has been appended since. */
        private long liveStart() {
            long appendMillis = Math.max(0, fromMicros / 1_000 - CLOCKS_APART.toMillis());
            OffsetAndTimestamp at =
                    consumer.offsetsForTimes(Map.of(partition, appendMillis)).get(partition);
            return at == null ? end : at.offset();
        }

        private SegmentsFound backwards(SegmentsFound live) {
            SegmentsFound found = new SegmentsFound(fromMicros, toMicros);
            for (long to = end; to > begin && !isExhausted() && !found.reachesBack(); to -= BLOCK_RECORDS) {
                found.prepend(read(Math.max(begin, to - BLOCK_RECORDS), to));
            }
            found.prepend(live);
            return found;
        }

        /** Reads the records from an offset to before another, or until the time is past. */
        private SegmentsFound read(long from, long to) {
            SegmentsFound found = new SegmentsFound(fromMicros, toMicros);
            consumer.seek(partition, from);
            while (consumer.position(partition) < to && !isExhausted() && !found.isPast()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    recordsLeft--;
                    if (record.offset() < to && sourceId.equals(record.key()) && record.value() != null) {
                        found.take(decoder.deserialize(topic, record.value()), record.timestamp());
                    }
                }
            }
            return found;
        }

        private boolean isExhausted() {
            return recordsLeft <= 0 || System.nanoTime() > deadlineNanos;
        }
    }
}
