package io.earshot.cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the records of a topic that are committed from now on, on a thread of its own.
 *
 * @param <T> what they are
 */
public final class RecordFeed<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final String topic;
    private final Deserializer<T> decoder;
    private final Consumer<T> sink;
    private final Thread thread = new Thread(this::run, "record-feed");

    private RecordFeed(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            String topic,
            Deserializer<T> decoder,
            Consumer<T> sink) {
        this.consumer = consumer;
        this.topic = topic;
        this.decoder = decoder;
        this.sink = sink;
        thread.setDaemon(true);
    }

    /** Starts with the first record after this call. */
    public static <T> RecordFeed<T> start(KafkaAccess kafka, String topic, Deserializer<T> decoder, Consumer<T> sink) {
        org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer = kafka.reader();
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
        RecordFeed<T> feed = new RecordFeed<>(consumer, topic, decoder, sink);
        feed.thread.start();
        return feed;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    handOver(record);
                }
            }
        } catch (WakeupException closed) {
            LOG.debug("Feed of {} closed", topic);
        } catch (KafkaException e) {
            LOG.error("{} can no longer be read: {}", topic, e.getMessage());
        }
    }

    private void handOver(ConsumerRecord<String, byte[]> record) {
        try {
            sink.accept(decoder.deserialize(topic, record.value()));
        } catch (SerializationException e) {
            LOG.warn(
                    "Record at {}-{}@{} cannot be read: {}",
                    topic,
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }
}
