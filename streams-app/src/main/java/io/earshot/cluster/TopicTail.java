package io.earshot.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic on a thread of its own: passes on each record as soon as it is committed, until it is closed. A record that
 * is not understood is passed over, and after a failure it reads on where it was.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);

    private final LastingRead read;
    private final Consumer<ConsumerRecord<String, byte[]>> sink;
    private final Consumer<RuntimeException> broken;
    private final Map<TopicPartition, Long> from;
    private final Thread thread;
    private volatile boolean isAtEnd;

    private TopicTail(
            KafkaAccess kafka,
            String reader,
            String topic,
            boolean fromNow,
            Consumer<ConsumerRecord<String, byte[]>> sink,
            Consumer<RuntimeException> broken) {
        this.sink = sink;
        this.broken = broken;
        this.read = new LastingRead(reader, kafka, topic);
        this.from = fromNow ? read.first().end() : read.first().begin();
        this.thread = new Thread(this::run, "topic-tail");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts with the first record of the topic.
     *
     * @param reader names it in logs and metrics
     * @param sink gets each key and value in order, on the tail's thread; a null value deletes
     * @param broken gets the {@code Error} that ends the reading; after any other failure it reads on
     */
    public static TopicTail fromStart(
            KafkaAccess kafka,
            String reader,
            String topic,
            BiConsumer<String, byte[]> sink,
            Consumer<RuntimeException> broken) {
        return new TopicTail(kafka, reader, topic, false, record -> sink.accept(record.key(), record.value()), broken);
    }

    /** The same with whole records. */
    static TopicTail recordsFromStart(
            KafkaAccess kafka,
            String reader,
            String topic,
            Consumer<ConsumerRecord<String, byte[]>> sink,
            Consumer<RuntimeException> broken) {
        return new TopicTail(kafka, reader, topic, false, sink, broken);
    }

    /** Starts with the first record after this call; skips malformed values. */
    public static <T> TopicTail fromNow(KafkaAccess kafka, String topic, Deserializer<T> decoder, Consumer<T> sink) {
        return new TopicTail(
                kafka,
                topic,
                topic,
                true,
                record -> TopicRead.decode(record, decoder).ifPresent(sink),
                e -> LOG.error("{} can no longer be read: {}", topic, e.getMessage()));
    }

    /** Whether it has passed on every record that the brokers reported; false after a failure until it reads again. */
    public boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public void close() {
        read.end();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        read.run(
                from,
                TopicRead::never,
                this::polled,
                record -> {
                    isAtEnd = false;
                    sink.accept(record);
                },
                e -> {
                    isAtEnd = false;
                    broken.accept(e);
                });
    }

    private boolean polled() {
        isAtEnd = read.isAtEnd();
        return false;
    }
}
