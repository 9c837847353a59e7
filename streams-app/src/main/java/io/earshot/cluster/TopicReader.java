package io.earshot.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a compacted topic from its start to where it ended when the reading began. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;

    TopicReader(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** Hands each key and value over, in order; a null value deletes. Of a topic that is not there, there are none. */
    void readAll(String topic, BiConsumer<String, byte[]> sink) {
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    sink.accept(record.key(), record.value());
                }
            }
        }
    }
}
