package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.history.LiveEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows the topic of events for a whole process: one reader passes on what happens from now on, another reads the past once,
 * for the index.
 */
public final class EventTail implements AutoCloseable {
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(15);
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Deserializer<Event> decoder;
    private final LiveEvents live;
    private final EventIndex index;
    private final Consumer<RuntimeException> broken;
    private final LastingRead now;
    private final LastingRead past;
    private final Map<TopicPartition, Long> end;
    private final Thread[] threads;
    private BooleanSupplier isBeatDue = TopicRead.after(BETWEEN_BEATS);
    private volatile boolean isIndexed;

    private EventTail(
            KafkaAccess kafka,
            String topic,
            Deserializer<Event> decoder,
            LiveEvents live,
            EventIndex index,
            Consumer<RuntimeException> broken) {
        this.decoder = decoder;
        this.live = live;
        this.index = index;
        this.broken = broken;
        this.now = new LastingRead("events", kafka, topic);
        this.past = new LastingRead("past-events", kafka, topic);
        this.end = now.first().end();
        this.threads = new Thread[] {new Thread(this::followNow, "events"), new Thread(this::readPast, "past-events")};
    }

    /**
     * Starts reading; what happens after this call is passed on.
     *
     * @param live gets what happens, and a beat at times; left open
     * @param index gets everything
     * @param broken gets the {@code Error} that ends the reading; after any other failure it reads on
     */
    public static EventTail follow(
            KafkaAccess kafka,
            String topic,
            Deserializer<Event> decoder,
            LiveEvents live,
            EventIndex index,
            Consumer<RuntimeException> broken) {
        EventTail tail = new EventTail(kafka, topic, decoder, live, index, broken);
        live.begin(MergedRead.place(tail.end));
        for (Thread thread : tail.threads) {
            thread.setDaemon(true);
            thread.start();
        }
        return tail;
    }

    /** Whether the index knows every event that was recorded before this began. */
    public boolean isIndexed() {
        return isIndexed;
    }

    private void followNow() {
        now.run(
                end,
                TopicRead::never,
                this::beat,
                record -> {
                    Optional<Event> event = TopicRead.decode(record, decoder);
                    addToIndex(record, event);
                    live.read(record.partition(), record.offset(), event);
                },
                this::ended);
        live.close();
    }

    private void readPast() {
        isIndexed = past.run(
                past.first().begin(),
                read -> upTo(read, end),
                () -> false,
                record -> addToIndex(record, TopicRead.decode(record, decoder)),
                this::ended);
    }

    /** A partition that was not there when the other reader began is left to it. */
    private static Map<TopicPartition, Long> upTo(TopicRead read, Map<TopicPartition, Long> end) {
        Map<TopicPartition, Long> to = new HashMap<>(read.begin());
        to.replaceAll((partition, begin) -> end.getOrDefault(partition, begin));
        return to;
    }

    private void ended(RuntimeException e) {
        live.close();
        broken.accept(e);
    }

    private void addToIndex(ConsumerRecord<String, byte[]> record, Optional<Event> event) {
        event.ifPresent(happened -> index.add(happened, record.partition(), record.offset()));
    }

    private boolean beat() {
        if (isBeatDue.getAsBoolean()) {
            live.beat();
            isBeatDue = TopicRead.after(BETWEEN_BEATS);
        }
        return false;
    }

    @Override
    public void close() {
        now.end();
        past.end();
        try {
            for (Thread thread : threads) {
                thread.join(AT_MOST.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
