package io.earshot.cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic from its start, and then each record as soon as it is committed, on a thread of its own. */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final BiConsumer<String, byte[]> sink;
    private final java.util.function.Consumer<RuntimeException> broken;
    private final Thread thread = new Thread(this::run, "topic-tail");
    private volatile boolean isAtEnd;

    private TopicTail(
            Consumer<String, byte[]> consumer,
            String topic,
            BiConsumer<String, byte[]> sink,
            java.util.function.Consumer<RuntimeException> broken) {
        this.consumer = consumer;
        this.topic = topic;
        this.sink = sink;
        this.broken = broken;
        thread.setDaemon(true);
    }

    /**
     * Starts reading.
     *
     * @param sink is given each key and value in order, on the tail's thread; a null value deletes
     * @param broken is told why nothing more can be read
     */
    public static TopicTail start(
            KafkaAccess kafka,
            String topic,
            BiConsumer<String, byte[]> sink,
            java.util.function.Consumer<RuntimeException> broken) {
        Consumer<String, byte[]> consumer = kafka.reader();
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
        TopicTail tail = new TopicTail(consumer, topic, sink, broken);
        tail.thread.start();
        return tail;
    }

    /** Whether it has handed over every record that the brokers told of; false for good once it cannot read any more. */
    public boolean isAtEnd() {
        return isAtEnd;
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
                    isAtEnd = false;
                    sink.accept(record.key(), record.value());
                }
                isAtEnd = consumer.assignment().stream()
                        .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
            }
        } catch (WakeupException closed) {
            LOG.debug("Tail of {} closed", topic);
        } catch (RuntimeException e) {
            isAtEnd = false;
            broken.accept(e);
        }
    }
}
