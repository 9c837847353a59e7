package io.earshot.service;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.Subject;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes events and near misses to their topics, as the service does. */
public final class RecordedHistory implements AutoCloseable {
    public static final long NOON = 1_780_000_000_000_000L;

    private final Producer<String, Event> events;
    private final Producer<String, NearMiss> nearMisses;
    private final Topics topics;

    public RecordedHistory(EarshotConfig config) {
        WireSerdes wire = WireSerdes.of(Map.of());
        KafkaAccess kafka = new KafkaAccess(config);
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        this.events = kafka.producer(wire.events().serializer());
        this.nearMisses = kafka.producer(wire.nearMisses().serializer());
    }

    /** Id of the event with a number. */
    public static String id(int number) {
        return String.format("%016x%016x", number * 0x9E3779B97F4A7C15L, (long) number);
    }

    /** An event that begins so many seconds after noon. */
    public static Event event(int number, String source, String query, EventPhase phase, double confidence) {
        long onset = NOON + number * 1_000_000L;
        StandingQuery asked = new StandingQuery(
                query, "a " + query, List.of(), List.of(), List.of(), DecisionRules.DEFAULT, Map.of("team", source));
        return new Event(
                phase,
                id(number),
                source,
                1,
                number,
                new Subject(asked, "v1", "digest", new OperatingPoint(.5, .25, DecidedBy.MODEL, Optional.empty())),
                onset,
                onset + (phase == EventPhase.OPEN ? 1 : 3) * 500_000L,
                onset + 250_000,
                confidence,
                .25,
                Optional.empty(),
                phase == EventPhase.CLOSE ? EndReason.SOUND_ENDED : EndReason.NONE);
    }

    public void write(Event event) {
        var unused = events.send(new ProducerRecord<>(topics.events().name(), event.sourceId(), event));
    }

    /** Opens and closes an event. */
    public void whole(int number, String source, String query) {
        write(event(number, source, query, EventPhase.OPEN, .6));
        write(event(number, source, query, EventPhase.CLOSE, .8));
    }

    public void missed(int number, String source, String query) {
        Subject subject = new Subject(
                StandingQuery.of(query, "a " + query),
                "v1",
                "digest",
                new OperatingPoint(.5, .25, DecidedBy.MODEL, Optional.empty()));
        long start = NOON + number * 1_000_000L;
        NearMiss miss = new NearMiss(
                source,
                1,
                number,
                subject,
                start,
                start + 1_000_000,
                .4,
                .2,
                RejectionRule.OPEN_CONFIDENCE,
                .1,
                "lower");
        var unused = nearMisses.send(new ProducerRecord<>(topics.nearMisses().name(), source, miss));
    }

    public void flush() {
        events.flush();
        nearMisses.flush();
    }

    @Override
    public void close() {
        events.close();
        nearMisses.close();
    }
}
