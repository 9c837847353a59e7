package io.earshot.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer that says which right it lacks. */
final class NamingConsumer extends KafkaConsumer<String, byte[]> {
    private static final String RIGHT = "Read";

    NamingConsumer(Map<String, Object> settings) {
        super(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<String, byte[]> poll(Duration most) {
        return naming(this::subscription, () -> super.poll(most));
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return naming(() -> Set.of(topic), () -> super.partitionsFor(topic));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return naming(() -> topics(partitions), () -> super.beginningOffsets(partitions));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return naming(() -> topics(partitions), () -> super.endOffsets(partitions));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        naming(() -> topics(offsets.keySet()), () -> {
            super.commitSync(offsets);
            return null;
        });
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private static <T> T naming(Supplier<Set<String>> topics, Supplier<T> asked) {
        try {
            return asked.get();
        } catch (AuthorizationException e) {
            throw MissingRightException.of(e, RIGHT, topics.get());
        }
    }
}
