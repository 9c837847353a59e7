package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.notify.LoggedEvent;
import io.earshot.topology.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The events that receivers never took: their bytes, and in the headers who did not take them, and why. */
public final class DeadNotifications implements AutoCloseable {
    private static final String RECEIVER = "earshot.receiver";
    private static final String NOTIFICATION = "earshot.notification";
    private static final String ATTEMPTS = "earshot.attempts";
    private static final String REFUSED = "not-delivered";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<Event> decoder;
    private final Producer<String, byte[]> producer;

    /** @param decoder of events */
    public DeadNotifications(KafkaAccess kafka, String topic, Deserializer<Event> decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
        this.producer = kafka.producer(new ByteArraySerializer());
    }

    /**
     * One of them.
     *
     * @param receiver id of the receiver
     * @param notification id of the notification
     * @param reason why it was not taken
     * @param attempts at it
     * @param at when it was given up
     * @param event that was not told
     */
    public record Dead(String receiver, String notification, String reason, String attempts, Instant at, Event event) {}

    /**
     * Keeps the events of a notification; returns when all are written.
     *
     * @throws KafkaException if one could not be
     */
    public void write(String receiver, String notification, List<LoggedEvent> events, String reason, int attempts)
            throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (LoggedEvent event : events) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(topic, event.event().sourceId(), event.bytes());
            add(record, RECEIVER, receiver);
            add(record, NOTIFICATION, notification);
            add(record, DeadLetters.REASON, REFUSED);
            add(record, DeadLetters.DETAIL, reason);
            add(record, ATTEMPTS, Integer.toString(attempts));
            answers.add(producer.send(record));
        }
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new KafkaException(
                        "a dead notification could not be written: "
                                + e.getCause().getMessage(),
                        e);
            }
        }
    }

    /** The newest of them, newest first. */
    public List<Dead> newest(int most) {
        Deque<Dead> found = new ArrayDeque<>();
        try (TopicRead read = new TopicRead(kafka.reader(), topic)) {
            read.read(
                    read.moved(read.end(), -most),
                    read.end(),
                    TopicRead.after(PATIENCE),
                    record ->
                            TopicRead.decode(record, decoder).ifPresent(event -> found.addFirst(dead(record, event))));
        }
        return found.stream()
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .limit(most)
                .toList();
    }

    private static Dead dead(ConsumerRecord<String, byte[]> record, Event event) {
        return new Dead(
                header(record, RECEIVER),
                header(record, NOTIFICATION),
                header(record, DeadLetters.DETAIL),
                header(record, ATTEMPTS),
                Instant.ofEpochMilli(record.timestamp()),
                event);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void add(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
