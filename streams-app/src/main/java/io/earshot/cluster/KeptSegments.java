package io.earshot.cluster;

import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Finds kept segments by audio time. The topic is indexed by append time only, and audio is appended after it was heard: live
 * audio soon, late audio later, a recording of the past at any time. So audio of a time lies between the record appended at
 * that time and the topic's end. Only a source whose clock is ahead of the brokers' puts audio before that place; the search
 * looks there last. All reading is bounded.
 */
public final class KeptSegments {
    /** Most records of one search around a time: some hundred megabytes. */
    static final long MAX_RECORDS = 200_000;

    private static final int BLOCK_RECORDS = 10_000;

    /** A source's clock may be this far ahead of the brokers' before its audio is searched last. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    /** Time limit of one search, or of reading the segments since a time once. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Records at the end of each partition whose sources count as recent. */
    private static final int LATELY_RECORDS = 2_000;

    private static final Duration LATELY_PATIENCE = Duration.ofSeconds(3);

    private final Supplier<Consumer<String, byte[]>> readers;
    private final String topic;
    private final Deserializer<StoredSegment> decoder;

    public KeptSegments(KafkaAccess kafka, String topic, Deserializer<StoredSegment> decoder) {
        this(kafka::reader, topic, decoder);
    }

    KeptSegments(Supplier<Consumer<String, byte[]>> readers, String topic, Deserializer<StoredSegment> decoder) {
        this.readers = readers;
        this.topic = topic;
        this.decoder = decoder;
    }

    public String topic() {
        return topic;
    }

    /** The segments of a source in a span of audio time, and the extent of the source's kept audio as far as it was read. */
    public SegmentsFound around(String sourceId, long fromMicros, long toMicros) {
        try (TopicRead read = new TopicRead(readers.get(), topic, List.of(sourceId))) {
            return new Search(read, sourceId, fromMicros, toMicros).run();
        }
    }

    /**
     * All segments since a time up to now; the caller closes it.
     *
     * @param patterns of source ids; none: all
     * @param wanted selects the ids
     * @param sinceMicros audio time, microseconds since 1970
     */
    public KeptSince since(List<String> patterns, Predicate<String> wanted, long sinceMicros) {
        // The partition of a source is known; those of a pattern are not.
        boolean areNames = patterns.stream().noneMatch(pattern -> pattern.contains("*"));
        return new KeptSince(
                new TopicRead(readers.get(), topic, areNames ? patterns : List.of()),
                sinceMicros,
                wanted,
                decoder,
                PATIENCE);
    }

    /** Ids of the sources of the newest segments. */
    public Set<String> lately() {
        try (TopicRead read = new TopicRead(readers.get(), topic)) {
            Set<String> sources = new TreeSet<>();
            read.read(
                    read.moved(read.end(), -LATELY_RECORDS),
                    read.end(),
                    TopicRead.after(LATELY_PATIENCE),
                    record -> sources.add(String.valueOf(record.key())));
            return sources;
        }
    }

    /** The place at which the search for audio of a time begins. */
    static Map<TopicPartition, Long> place(TopicRead read, long micros) {
        return read.appendedFrom(micros / 1_000 - CLOCKS_APART.toMillis());
    }

    /** One search around a time. */
    private final class Search {
        private final TopicRead read;
        private final String sourceId;
        private final long fromMicros;
        private final long toMicros;
        private final BooleanSupplier isLate = TopicRead.after(PATIENCE);
        private long records;

        Search(TopicRead read, String sourceId, long fromMicros, long toMicros) {
            this.read = read;
            this.sourceId = sourceId;
            this.fromMicros = fromMicros;
            this.toMicros = toMicros;
        }

        /** Looks for live audio at its place; if there is none, reads the rest from the end back. */
        SegmentsFound run() {
            Map<TopicPartition, Long> place = place(read, fromMicros);
            SegmentsFound live = new SegmentsFound(fromMicros, toMicros);
            read(place, read.moved(place, MAX_RECORDS / 2), live, live::isPast);
            return live.segments().isEmpty() ? backwards(place, live) : live;
        }

        private SegmentsFound backwards(Map<TopicPartition, Long> place, SegmentsFound live) {
            SegmentsFound found = new SegmentsFound(fromMicros, toMicros);
            Map<TopicPartition, Long> to = read.end();
            while (TopicRead.isBefore(read.begin(), to) && !isEnough(found, TopicRead.isBefore(place, to))) {
                Map<TopicPartition, Long> from = read.moved(to, -BLOCK_RECORDS);
                SegmentsFound block = new SegmentsFound(fromMicros, toMicros);
                read(from, to, block, () -> false);
                found.prepend(block);
                to = from;
            }
            found.prepend(live);
            return found;
        }

        /** A recording begins after older audio of its source; before the place lies only audio of a clock that is ahead. */
        private boolean isEnough(SegmentsFound found, boolean isAfterPlace) {
            boolean isComplete =
                    found.reachesBack() && !(isAfterPlace && found.segments().isEmpty());
            return isComplete || isExhausted();
        }

        private void read(
                Map<TopicPartition, Long> from,
                Map<TopicPartition, Long> to,
                SegmentsFound found,
                BooleanSupplier isEnough) {
            read.read(from, to, () -> isExhausted() || isEnough.getAsBoolean(), record -> {
                records++;
                if (sourceId.equals(record.key())) {
                    TopicRead.decode(record, decoder).ifPresent(stored -> found.take(stored, record.timestamp()));
                }
            });
        }

        private boolean isExhausted() {
            return records >= MAX_RECORDS || isLate.getAsBoolean();
        }
    }
}
