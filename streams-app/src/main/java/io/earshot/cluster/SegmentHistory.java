package io.earshot.cluster;

import io.earshot.wire.StoredSegment;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what the topic of segments keeps of one source around a time of its audio. The topic only knows when a record was
 * appended. Live audio is appended soon after it was heard, so it is looked for there first; recordings with capture times
 * of their own, and what came late, are found by going back from the topic's end, block by block. Both are bounded.
 */
public final class SegmentHistory {
    /** Records that are read at most for one question: some hundred megabytes. */
    static final long MAX_RECORDS = 200_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BLOCK_RECORDS = 10_000;

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<StoredSegment> decoder;

    public SegmentHistory(KafkaAccess kafka, String topic, Deserializer<StoredSegment> decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
    }

    /** The segments whose hops lie in a stretch of audio time, and what else was seen of the source. */
    public SegmentsFound find(String sourceId, long fromMicros, long toMicros) {
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            return new Search(consumer, sourceId, fromMicros, toMicros).run();
        }
    }

    /** One search. */
    private final class Search {
        private final long fromMicros;
        private final long toMicros;
        private final SourcePartition partition;
        private final long begin;
        private final long end;
        private final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        private long recordsLeft = MAX_RECORDS;

        Search(Consumer<String, byte[]> consumer, String sourceId, long fromMicros, long toMicros) {
            this.fromMicros = fromMicros;
            this.toMicros = toMicros;
            this.partition = SourcePartition.assign(consumer, topic, sourceId);
            this.begin = partition.begin();
            this.end = partition.end();
        }

        /** Audio that was appended when it was heard stands where its time says. */
        SegmentsFound run() {
            long from = partition.appendedFrom(fromMicros / 1_000 - SourcePartition.CLOCKS_APART.toMillis());
            SegmentsFound live = read(from, Math.min(end, from + MAX_RECORDS / 2));
            return live.segments().isEmpty() && !live.isPast() ? backwards(live) : live;
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
            recordsLeft -= partition.read(from, to, () -> isExhausted() || found.isPast(), decoder, found::take);
            return found;
        }

        private boolean isExhausted() {
            return recordsLeft <= 0 || System.nanoTime() > deadlineNanos;
        }
    }
}
