package io.earshot.cluster;

import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * All that the topic of segments keeps since a time, of many sources. The topic knows when a record was appended: live audio
 * is appended soon after it was heard, and a recording from the past after the past, so what was heard since a time was
 * appended since then too.
 */
public final class SegmentArchive {
    /** Time in which what is kept is read once. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Records at the end of each partition in which sources are looked for by name. */
    private static final int LATELY_RECORDS = 2_000;

    private static final Duration LATELY_PATIENCE = Duration.ofSeconds(3);

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<StoredSegment> decoder;

    public SegmentArchive(KafkaAccess kafka, String topic, Deserializer<StoredSegment> decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
    }

    public String topic() {
        return topic;
    }

    /**
     * Opens what is kept up to now; whoever asks closes it.
     *
     * @param patterns of the ids of the sources that are looked for; none: all
     * @param wanted which of them are wanted
     * @param sinceMicros audio time, microseconds since 1970; 0: all that is kept
     */
    public ArchiveReading open(List<String> patterns, Predicate<String> wanted, long sinceMicros) {
        Consumer<String, byte[]> consumer = kafka.reader();
        boolean isOpen = false;
        try {
            long appendedMillis = Math.max(0, sinceMicros / 1_000 - SourcePartition.CLOCKS_APART.toMillis());
            Map<TopicPartition, ArchiveReading.Range> ranges =
                    since(consumer, partitions(consumer, patterns), appendedMillis);
            isOpen = true;
            return new ArchiveReading(consumer, ranges, wanted, decoder, PATIENCE);
        } finally {
            if (!isOpen) {
                consumer.close();
            }
        }
    }

    /** Ids of the sources whose segments were kept last. */
    public Set<String> lately() {
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            Set<TopicPartition> partitions = partitions(consumer, List.of());
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, ArchiveReading.Range> ranges = new TreeMap<>(ArchiveReading.IN_ORDER);
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> ranges.put(
                            partition,
                            new ArchiveReading.Range(Math.max(begins.get(partition), end - LATELY_RECORDS), end)));
            Set<String> sources = new TreeSet<>();
            ArchiveReading.poll(consumer, ranges, LATELY_PATIENCE, record -> sources.add(String.valueOf(record.key())));
            return sources;
        }
    }

    /** Where a source lives is known; where those of a pattern live is not. */
    private Set<TopicPartition> partitions(Consumer<String, byte[]> consumer, List<String> patterns) {
        int count = consumer.partitionsFor(topic).size();
        boolean areNames = !patterns.isEmpty() && patterns.stream().noneMatch(pattern -> pattern.contains("*"));
        IntStream numbers = areNames
                ? patterns.stream().mapToInt(name -> SourcePartition.home(name, count))
                : IntStream.range(0, count);
        return numbers.mapToObj(number -> new TopicPartition(topic, number)).collect(Collectors.toSet());
    }

    private static Map<TopicPartition, ArchiveReading.Range> since(
            Consumer<String, byte[]> consumer, Set<TopicPartition> partitions, long appendedMillis) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> appendedMillis)));
        Map<TopicPartition, ArchiveReading.Range> ranges = new TreeMap<>(ArchiveReading.IN_ORDER);
        partitions.forEach(partition -> {
            OffsetAndTimestamp start = starts.get(partition);
            long end = ends.get(partition);
            ranges.put(partition, new ArchiveReading.Range(start == null ? end : start.offset(), end));
        });
        return ranges;
    }
}
