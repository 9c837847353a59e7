package io.earshot.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions of a topic between places, any number of times. A place is an offset for each partition. For one thread,
 * except {@link #wakeup()}.
 */
final class TopicRead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicRead.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final Set<TopicPartition> partitions;
    private final Map<TopicPartition, Long> begin;
    private final Map<TopicPartition, Long> end;

    /**
     * All partitions of a topic; none if it does not exist.
     *
     * @param consumer closed with this
     */
    TopicRead(Consumer<String, byte[]> consumer, String topic) {
        this(consumer, topic, List.of());
    }

    /**
     * All partitions of several topics, which are read as one.
     *
     * @param consumer closed with this
     */
    static TopicRead ofAll(Consumer<String, byte[]> consumer, Collection<String> topics) {
        return new TopicRead(
                consumer,
                () -> topics.stream()
                        .flatMap(topic ->
                                partitions(topic, consumer.partitionsFor(topic).size(), List.of()))
                        .collect(Collectors.toSet()));
    }

    /**
     * The partitions that the producers' default partitioner chooses for some sources.
     *
     * @param consumer closed with this
     * @param sourceIds none: all partitions
     */
    TopicRead(Consumer<String, byte[]> consumer, String topic, Collection<String> sourceIds) {
        this(
                consumer,
                () -> partitions(topic, consumer.partitionsFor(topic).size(), sourceIds)
                        .collect(Collectors.toSet()));
    }

    private TopicRead(Consumer<String, byte[]> consumer, Supplier<Set<TopicPartition>> partitions) {
        this.consumer = consumer;
        try {
            this.partitions = partitions.get();
            this.begin = consumer.beginningOffsets(this.partitions);
            this.end = consumer.endOffsets(this.partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    private static Stream<TopicPartition> partitions(String topic, int count, Collection<String> sourceIds) {
        IntStream numbers = sourceIds.isEmpty() || count == 0
                ? IntStream.range(0, count)
                : sourceIds.stream().mapToInt(id -> home(id, count));
        return numbers.mapToObj(number -> new TopicPartition(topic, number));
    }

    private static int home(String sourceId, int partitions) {
        return Utils.toPositive(Utils.murmur2(sourceId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Where the topic began when this was opened. */
    Map<TopicPartition, Long> begin() {
        return begin;
    }

    /** Where it ended then. */
    Map<TopicPartition, Long> end() {
        return end;
    }

    /** An end that never comes. */
    Map<TopicPartition, Long> never() {
        return everywhere(Long.MAX_VALUE);
    }

    /** The first records appended at a time or later, milliseconds since 1970; the end where there is none. */
    Map<TopicPartition, Long> appendedFrom(long appendMillis) {
        Map<TopicPartition, Long> offsets = new HashMap<>(end);
        consumer.offsetsForTimes(everywhere(Math.max(0, appendMillis))).forEach((partition, at) -> {
            if (at != null) {
                offsets.merge(partition, at.offset(), Math::min);
            }
        });
        return offsets;
    }

    /** A place so many records forward, or back if negative, but within the topic. */
    Map<TopicPartition, Long> moved(Map<TopicPartition, Long> place, long records) {
        Map<TopicPartition, Long> moved = new HashMap<>();
        place.forEach((partition, offset) ->
                moved.put(partition, Math.max(begin.get(partition), Math.min(end.get(partition), offset + records))));
        return moved;
    }

    private Map<TopicPartition, Long> everywhere(long value) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> value));
    }

    /** The earlier of two places in each partition. */
    static Map<TopicPartition, Long> first(Map<TopicPartition, Long> one, Map<TopicPartition, Long> other) {
        Map<TopicPartition, Long> first = new HashMap<>(one);
        other.forEach((partition, offset) -> first.merge(partition, offset, Math::min));
        return first;
    }

    /** Whether a place lies before another in any partition. */
    static boolean isBefore(Map<TopicPartition, Long> place, Map<TopicPartition, Long> other) {
        return place.entrySet().stream().anyMatch(entry -> entry.getValue() < other.get(entry.getKey()));
    }

    /** Becomes true after this time, counted from now. */
    static BooleanSupplier after(Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        return () -> System.nanoTime() >= deadlineNanos;
    }

    /**
     * Passes the records from a place to before another to the sink, those of one partition in their order.
     *
     * @param isEnough ends the reading early; evaluated before each poll
     * @return the part of the records that was read, from 0 to 1
     * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup()}
     */
    double read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            BooleanSupplier isEnough,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> sink) {
        Set<TopicPartition> going = new HashSet<>(partitions);
        going.removeIf(partition -> from.get(partition) >= to.get(partition));
        Set<TopicPartition> all = Set.copyOf(going);
        consumer.assign(all);
        // Those that were read before are paused.
        consumer.resume(all);
        all.forEach(partition -> consumer.seek(partition, from.get(partition)));
        while (!going.isEmpty() && !isEnough.getAsBoolean()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
                    sink.accept(record);
                }
            }
            going.removeIf(partition -> isRead(partition, to.get(partition)));
        }
        double wanted = 0;
        double read = 0;
        for (TopicPartition partition : all) {
            wanted += to.get(partition) - from.get(partition);
            read += Math.min(to.get(partition), consumer.position(partition)) - from.get(partition);
        }
        return wanted == 0 ? 1 : read / wanted;
    }

    private boolean isRead(TopicPartition partition, long to) {
        boolean isRead = consumer.position(partition) >= to;
        if (isRead) {
            consumer.pause(Set.of(partition));
        }
        return isRead;
    }

    /** Whether every record that the brokers reported has been passed on. */
    boolean isAtEnd() {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    /** The value of a record; empty if it has none, or a malformed one, which is logged. */
    static <T> Optional<T> decode(ConsumerRecord<String, byte[]> record, Deserializer<T> decoder) {
        try {
            return Optional.ofNullable(record.value()).map(value -> decoder.deserialize(record.topic(), value));
        } catch (SerializationException e) {
            LOG.warn(
                    "Record at {}-{}@{} is left out: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** Ends the reading of another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Passes on each key and value of a compacted topic up to its present end; a null value deletes. */
    static void all(KafkaAccess kafka, String topic, java.util.function.BiConsumer<String, byte[]> sink) {
        try (TopicRead read = new TopicRead(kafka.reader(), topic)) {
            read.read(read.begin, read.end, () -> false, record -> sink.accept(record.key(), record.value()));
        }
    }

    /** The newest value of each key of a compacted topic up to its present end, in the order of keys. */
    static <T> SortedMap<String, T> newest(KafkaAccess kafka, String topic, Deserializer<T> decoder) {
        SortedMap<String, T> byKey = new TreeMap<>();
        all(kafka, topic, (key, bytes) -> {
            if (key != null && bytes == null) {
                byKey.remove(key);
            } else if (key != null) {
                byKey.put(key, decoder.deserialize(topic, bytes));
            }
        });
        return byKey;
    }
}
