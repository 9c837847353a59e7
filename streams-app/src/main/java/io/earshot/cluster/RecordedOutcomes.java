package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.explain.Recorded;
import io.earshot.topology.QueryKey;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.Deserializer;

/** The recorded outcomes of audio: events and near misses, and whether the query has changed since. */
public final class RecordedOutcomes {
    /** Most records read of each topic. */
    private static final int MAX_RECORDS = 50_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaAccess kafka;
    private final Topics topics;
    private final WireSerdes wire;

    public RecordedOutcomes(KafkaAccess kafka, Topics topics, WireSerdes wire) {
        this.kafka = kafka;
        this.topics = topics;
        this.wire = wire;
    }

    /** Events and near misses of a query and a source appended in a span of time, milliseconds since 1970, end exclusive. */
    public Recorded read(String sourceId, String queryId, long fromMillis, long toMillis) {
        Map<String, Event> newest = new LinkedHashMap<>();
        Deserializer<Event> events = wire.events().deserializer();
        for (Event event : read(topics.events(), events, sourceId, fromMillis, toMillis)) {
            if (event.query().id().equals(queryId)) {
                newest.put(event.eventId(), event);
            }
        }
        Deserializer<NearMiss> nearMisses = wire.nearMisses().deserializer();
        List<NearMiss> missed = read(topics.nearMisses(), nearMisses, sourceId, fromMillis, toMillis).stream()
                .filter(miss -> miss.query().id().equals(queryId))
                .toList();
        return new Recorded(List.copyOf(newest.values()), missed);
    }

    private <T> List<T> read(
            Topics.Topic topic, Deserializer<T> decoder, String sourceId, long fromMillis, long toMillis) {
        List<T> found = new ArrayList<>();
        try (TopicRead read = new TopicRead(kafka.reader(), topic.name(), List.of(sourceId))) {
            var start = read.appendedFrom(fromMillis);
            var end = TopicRead.first(read.appendedFrom(toMillis), read.moved(start, MAX_RECORDS));
            read.read(start, end, TopicRead.after(PATIENCE), record -> {
                if (sourceId.equals(record.key())) {
                    TopicRead.decode(record, decoder).ifPresent(found::add);
                }
            });
        }
        return found;
    }

    /**
     * When a query was last written, if that was after an append time, milliseconds since 1970: earlier audio was matched
     * against its previous version, or not at all.
     */
    public Optional<Instant> writtenAfter(QueryKey query, long appendMillis) {
        AtomicReference<Instant> newest = new AtomicReference<>();
        try (TopicRead read =
                new TopicRead(kafka.reader(), topics.queryEmbeddings().name())) {
            var start = read.appendedFrom(appendMillis + 1);
            read.read(start, read.moved(start, MAX_RECORDS), TopicRead.after(PATIENCE), record -> {
                if (query.text().equals(record.key())) {
                    newest.set(Instant.ofEpochMilli(record.timestamp()));
                }
            });
        }
        return Optional.ofNullable(newest.get());
    }
}
