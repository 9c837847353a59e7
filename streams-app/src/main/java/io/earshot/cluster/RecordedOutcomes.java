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

/** What was recorded while audio was judged: events and near misses, and whether the query was another one then. */
public final class RecordedOutcomes {
    /** Records that are read at most of each topic. */
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

    /** Those of a query and a source that were appended from a time to before another, milliseconds since 1970. */
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
     * When a query was last written, if that was after a time of the brokers, milliseconds since 1970: then audio was judged
     * by what stood before, or not at all.
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
