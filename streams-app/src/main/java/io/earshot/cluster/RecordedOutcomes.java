package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.explain.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads which events and near misses of a query and a source were recorded while its audio was judged. */
public final class RecordedOutcomes {
    /** Records that are read at most of each topic. */
    private static final int MAX_RECORDS = 50_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaAccess kafka;
    private final String eventTopic;
    private final Deserializer<Event> events;
    private final String nearMissTopic;
    private final Deserializer<NearMiss> nearMisses;

    public RecordedOutcomes(
            KafkaAccess kafka,
            String eventTopic,
            Deserializer<Event> events,
            String nearMissTopic,
            Deserializer<NearMiss> nearMisses) {
        this.kafka = kafka;
        this.eventTopic = eventTopic;
        this.events = events;
        this.nearMissTopic = nearMissTopic;
        this.nearMisses = nearMisses;
    }

    /** Of what was appended from a time to before another, milliseconds since 1970. */
    public Recorded read(String sourceId, String queryId, long fromMillis, long toMillis) {
        Map<String, Event> newest = new LinkedHashMap<>();
        for (Event event : read(eventTopic, events, sourceId, fromMillis, toMillis)) {
            if (event.query().id().equals(queryId)) {
                newest.put(event.eventId(), event);
            }
        }
        List<NearMiss> missed = read(nearMissTopic, nearMisses, sourceId, fromMillis, toMillis).stream()
                .filter(miss -> miss.query().id().equals(queryId))
                .toList();
        return new Recorded(List.copyOf(newest.values()), missed);
    }

    private <T> List<T> read(String topic, Deserializer<T> decoder, String sourceId, long fromMillis, long toMillis) {
        List<T> found = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            SourcePartition partition = SourcePartition.assign(consumer, topic, sourceId);
            long start = partition.appendedFrom(fromMillis);
            long end = Math.min(partition.appendedFrom(toMillis), start + MAX_RECORDS);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            partition.read(start, end, () -> System.nanoTime() > deadline, decoder, (value, time) -> found.add(value));
        }
        return found;
    }
}
