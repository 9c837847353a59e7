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
 * Finds kept segments by the time of their audio. The topic knows only when a record was appended, but audio is appended
 * after it was heard: live audio soon, what came late later, a recording of the past at any time. So what was heard at a
 * time lies between the record that was appended then and the topic's end. Only a clock that is ahead of the brokers' puts
 * audio before that place; there it is looked for last. All reading is bounded.
 */
public final class KeptSegments {
    /** Records of one search around a time, at most: some hundred megabytes. */
    static final long MAX_RECORDS = 200_000;

    private static final int BLOCK_RECORDS = 10_000;

    /** So far a source's clock may be ahead of the brokers' before what it sends is looked for last. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    /** Time for one search, or for reading once what is kept since a time. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Records at the end of each partition in which sources are looked for by name. */
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

    /** The segments of a source whose hops lie in a stretch of audio time, and what else was seen of the source. */
    public SegmentsFound around(String sourceId, long fromMicros, long toMicros) {
        try (TopicRead read = new TopicRead(readers.get(), topic, List.of(sourceId))) {
            return new Search(read, sourceId, fromMicros, toMicros).run();
        }
    }

    /**
     * All that is kept since a time up to now; whoever asks closes it.
     *
     * @param patterns of the ids of the sources that are looked for; none: all
     * @param wanted which of them are wanted
     * @param sinceMicros audio time, microseconds since 1970
     */
    public KeptSince since(List<String> patterns, Predicate<String> wanted, long sinceMicros) {
        // Where a source lives is known; where those of a pattern live is not.
        boolean areNames = patterns.stream().noneMatch(pattern -> pattern.contains("*"));
        return new KeptSince(
                new TopicRead(readers.get(), topic, areNames ? patterns : List.of()),
                sinceMicros,
                wanted,
                decoder,
                PATIENCE);
    }

    /** Ids of the sources whose segments were kept last. */
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

    /** The place from which on audio of a time is looked for first. */
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

        /** Live audio stands at its place; where none of it does, the rest is read from the end back. */
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

        /** A recording begins after older audio of its source; what lies before the place only a clock ahead has sent. */
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
