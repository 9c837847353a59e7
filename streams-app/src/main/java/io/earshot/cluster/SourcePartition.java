package io.earshot.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partition of a topic that holds a source's records: where the producers' default partitioner puts their key. */
final class SourcePartition {
    /** How far a source's clock may be ahead of the brokers'. */
    static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(SourcePartition.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final String sourceId;

    private SourcePartition(Consumer<String, byte[]> consumer, TopicPartition partition, String sourceId) {
        this.consumer = consumer;
        this.partition = partition;
        this.sourceId = sourceId;
    }

    /** Assigns the consumer to it. */
    static SourcePartition assign(Consumer<String, byte[]> consumer, String topic, String sourceId) {
        TopicPartition partition = new TopicPartition(
                topic, home(sourceId, consumer.partitionsFor(topic).size()));
        consumer.assign(List.of(partition));
        return new SourcePartition(consumer, partition, sourceId);
    }

    /** Number of the partition that holds a source's records, of so many. */
    static int home(String sourceId, int partitions) {
        return Utils.toPositive(Utils.murmur2(sourceId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    long begin() {
        return consumer.beginningOffsets(List.of(partition)).get(partition);
    }

    long end() {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    /** The first record that was appended at a time or later; the end if there is none. */
    long appendedFrom(long appendMillis) {
        OffsetAndTimestamp at = consumer.offsetsForTimes(Map.of(partition, Math.max(0, appendMillis)))
                .get(partition);
        return at == null ? end() : at.offset();
    }

    /**
     * Hands over the source's records from an offset to before another, with the time at which each was appended. What
     * cannot be read is left out.
     *
     * @param isEnough ends the reading early; asked once a poll
     * @return number of records that were looked at
     */
    <T> long read(long from, long to, BooleanSupplier isEnough, Deserializer<T> decoder, ObjLongConsumer<T> sink) {
        long looked = 0;
        consumer.seek(partition, from);
        while (consumer.position(partition) < to && !isEnough.getAsBoolean()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                looked++;
                if (record.offset() < to && sourceId.equals(record.key()) && record.value() != null) {
                    decode(record, decoder).ifPresent(value -> sink.accept(value, record.timestamp()));
                }
            }
        }
        return looked;
    }

    /** Its value; empty if it cannot be read, which is logged. */
    static <T> Optional<T> decode(ConsumerRecord<String, byte[]> record, Deserializer<T> decoder) {
        try {
            return Optional.of(decoder.deserialize(record.topic(), record.value()));
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
}
