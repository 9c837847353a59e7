package io.earshot.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic on and on: after a failure it begins again where it was. For one thread, except {@link #end()}. */
final class LastingRead {
    private final KafkaAccess kafka;
    private final String topic;
    private final ReaderLife life;
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private volatile TopicRead reading;
    private boolean isFirst = true;

    /**
     * Opens the topic.
     *
     * @param reader names it in logs and metrics
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read now
     */
    LastingRead(String reader, KafkaAccess kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
        this.life = new ReaderLife(reader, kafka.notes());
        this.reading = new TopicRead(kafka.reader(), topic);
    }

    /** The topic as it was when this was made. */
    TopicRead first() {
        return reading;
    }

    /**
     * Passes on the records from a place on. A record that the sink does not survive is passed over and counted.
     *
     * @param to where to end
     * @param isEnough ends the reading early; evaluated before each poll
     * @param broken gets the {@code Error} that ends the reading for good
     * @return false if it was told to end
     */
    boolean run(
            Map<TopicPartition, Long> from,
            Function<TopicRead, Map<TopicPartition, Long>> to,
            BooleanSupplier isEnough,
            Consumer<ConsumerRecord<String, byte[]>> sink,
            Consumer<RuntimeException> broken) {
        next.putAll(from);
        life.run(() -> readOn(to, isEnough, sink), broken);
        return !life.isEnded();
    }

    private void readOn(
            Function<TopicRead, Map<TopicPartition, Long>> to,
            BooleanSupplier isEnough,
            Consumer<ConsumerRecord<String, byte[]>> sink) {
        try (TopicRead read = opened()) {
            reading = read;
            life.begun();
            Map<TopicPartition, Long> from = new HashMap<>(read.begin());
            from.replaceAll((partition, begin) -> next.getOrDefault(partition, begin));
            read.read(from, to.apply(read), () -> life.isEnded() || isEnough.getAsBoolean(), record -> {
                life.take(record, sink);
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            });
        }
    }

    private TopicRead opened() {
        if (isFirst) {
            isFirst = false;
            return reading;
        }
        return new TopicRead(kafka.reader(), topic);
    }

    /** Whether every record that the brokers reported has been passed on. */
    boolean isAtEnd() {
        return reading.isAtEnd();
    }

    /** Ends the reading of another thread. */
    void end() {
        life.end();
        reading.wakeup();
    }
}
