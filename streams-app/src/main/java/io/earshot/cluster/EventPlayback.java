package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.history.EventFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads events from the oldest to the newest, and goes on with what happens, without a hole or a repeat. For one thread. */
public final class EventPlayback implements AutoCloseable {
    private final TopicRead read;
    private final Deserializer<Event> decoder;
    private final EventFilter filter;

    /** Ends where the topic ends now. */
    public EventPlayback(KafkaAccess kafka, String topic, Deserializer<Event> decoder, EventFilter filter) {
        this.read = new TopicRead(
                kafka.reader(), topic, KeptEvents.exactly(filter.wanted().sources()));
        this.decoder = decoder;
        this.filter = filter;
    }

    /**
     * Passes on what was recorded: with a wanted phase those records; else each event once, as its newest record, when it
     * ended, and at last those that have not ended.
     *
     * @param isEnough ends the reading early
     */
    public void past(BooleanSupplier isEnough, Consumer<Event> sink) {
        Map<String, Event> open = new LinkedHashMap<>();
        MergedRead merged =
                MergedRead.forward(read, AppendTime.floor(read, filter.wanted().span()), read.end());
        Optional<ConsumerRecord<String, byte[]>> record = merged.next(isEnough);
        while (record.isPresent()) {
            TopicRead.decode(record.get(), decoder).ifPresent(event -> take(event, open, sink));
            record = isEnough.getAsBoolean() ? Optional.empty() : merged.next(isEnough);
        }
        open.values().stream().filter(filter::accepts).forEach(sink);
    }

    private void take(Event event, Map<String, Event> open, Consumer<Event> sink) {
        boolean isLast = filter.phase().isPresent() || event.phase() == EventPhase.CLOSE;
        if (isLast) {
            open.remove(event.eventId());
            if (filter.accepts(event)) {
                sink.accept(event);
            }
        } else {
            open.put(event.eventId(), event);
        }
    }

    /** Passes on every record behind the past, until it is enough. */
    public void follow(BooleanSupplier isEnough, Consumer<Event> sink) {
        read.read(
                read.end(),
                read.never(),
                isEnough,
                record -> TopicRead.decode(record, decoder)
                        .filter(filter::accepts)
                        .ifPresent(sink));
    }

    @Override
    public void close() {
        read.close();
    }
}
