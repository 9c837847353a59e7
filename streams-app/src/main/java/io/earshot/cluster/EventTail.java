package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.history.LiveEvents;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
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
    private final TopicRead now;
    private final TopicRead past;
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
        this.now = new TopicRead(kafka.reader(), topic);
        this.past = new TopicRead(kafka.reader(), topic);
        this.threads = new Thread[] {new Thread(this::followNow, "events"), new Thread(this::readPast, "past-events")};
    }

    /**
     * Starts reading; what happens after this call is passed on.
     *
     * @param live gets what happens, and a beat at times; left open
     * @param index gets everything
     * @param broken gets the failure that ends the reading
     */
    public static EventTail follow(
            KafkaAccess kafka,
            String topic,
            Deserializer<Event> decoder,
            LiveEvents live,
            EventIndex index,
            Consumer<RuntimeException> broken) {
        EventTail tail = new EventTail(kafka, topic, decoder, live, index, broken);
        live.begin(MergedRead.place(tail.now.end()));
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
        reading(now, now.end(), now.never(), this::beat, (record, event) -> {
            addToIndex(record, event);
            live.read(record.partition(), record.offset(), event);
        });
    }

    private void readPast() {
        isIndexed = reading(past, past.begin(), past.end(), () -> false, this::addToIndex);
    }

    /** False if it was asked to end, or failed. */
    private boolean reading(
            TopicRead read,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            BooleanSupplier polled,
            BiConsumer<ConsumerRecord<String, byte[]>, Optional<Event>> sink) {
        try (read) {
            read.read(from, to, polled, record -> sink.accept(record, TopicRead.decode(record, decoder)));
            return true;
        } catch (WakeupException closed) {
            live.close();
        } catch (RuntimeException e) {
            live.close();
            broken.accept(e);
        }
        return false;
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
        now.wakeup();
        past.wakeup();
        try {
            for (Thread thread : threads) {
                thread.join(AT_MOST.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
