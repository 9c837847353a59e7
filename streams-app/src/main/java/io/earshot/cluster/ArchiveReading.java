package io.earshot.cluster;

import io.earshot.match.EncodedSegment;
import io.earshot.preview.KeptAudio;
import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** A part of the topic of segments that is read as often as is wanted, always the same. For one thread. */
public final class ArchiveReading implements KeptAudio, AutoCloseable {
    static final Comparator<TopicPartition> IN_ORDER = Comparator.comparingInt(TopicPartition::partition);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Range> ranges;
    private final Predicate<String> wanted;
    private final Deserializer<StoredSegment> decoder;
    private final Duration patience;

    /**
     * @param consumer is closed with it
     * @param ranges what is read of each partition
     * @param wanted tells by their ids the sources whose segments are handed over
     * @param patience time for one reading
     */
    ArchiveReading(
            Consumer<String, byte[]> consumer,
            Map<TopicPartition, Range> ranges,
            Predicate<String> wanted,
            Deserializer<StoredSegment> decoder,
            Duration patience) {
        this.consumer = consumer;
        this.ranges = ranges;
        this.wanted = wanted;
        this.decoder = decoder;
        this.patience = patience;
    }

    /**
     * Offsets of a partition.
     *
     * @param from the first
     * @param to the one after the last
     */
    record Range(long from, long to) {
        boolean isEmpty() {
            return from >= to;
        }
    }

    @Override
    public double read(BiConsumer<String, EncodedSegment> listener) {
        return poll(consumer, ranges, patience, record -> {
            if (record.key() != null && record.value() != null && wanted.test(record.key())) {
                SourcePartition.decode(record, decoder)
                        .ifPresent(stored -> listener.accept(stored.modelDigest(), stored.segment()));
            }
        });
    }

    @Override
    public void close() {
        consumer.close();
    }

    /**
     * Hands over the records of some ranges, those of one partition in their order.
     *
     * @return the part of them that was read before the time was up
     */
    static double poll(
            Consumer<String, byte[]> consumer,
            Map<TopicPartition, Range> ranges,
            Duration patience,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> sink) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        Set<TopicPartition> going = new HashSet<>(ranges.keySet());
        going.removeIf(partition -> ranges.get(partition).isEmpty());
        consumer.assign(going);
        // Those that were read before are paused.
        consumer.resume(going);
        going.forEach(
                partition -> consumer.seek(partition, ranges.get(partition).from()));
        Set<TopicPartition> all = Set.copyOf(going);
        while (!going.isEmpty() && System.nanoTime() < deadlineNanos) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ranges.get(partition).to()) {
                    sink.accept(record);
                }
            }
            going.removeIf(partition -> isRead(consumer, partition, ranges.get(partition)));
        }
        return part(consumer, all, ranges);
    }

    private static boolean isRead(Consumer<String, byte[]> consumer, TopicPartition partition, Range range) {
        boolean isRead = consumer.position(partition) >= range.to();
        if (isRead) {
            consumer.pause(Set.of(partition));
        }
        return isRead;
    }

    private static double part(
            Consumer<String, byte[]> consumer, Set<TopicPartition> partitions, Map<TopicPartition, Range> ranges) {
        long all = 0;
        long read = 0;
        for (TopicPartition partition : partitions) {
            Range range = ranges.get(partition);
            all += range.to() - range.from();
            read += Math.min(range.to(), consumer.position(partition)) - range.from();
        }
        return all == 0 ? 1 : (double) read / all;
    }
}
