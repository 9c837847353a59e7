package io.earshot.app;

import io.earshot.cluster.EventIndex;
import io.earshot.cluster.EventTail;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptDeadLetters;
import io.earshot.cluster.KeptEvents;
import io.earshot.cluster.KeptNearMisses;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.history.EventLog;
import io.earshot.history.LiveEvents;
import io.earshot.http.DeadLetterResource;
import io.earshot.http.EventDensityResource;
import io.earshot.http.EventResource;
import io.earshot.http.EventStreamResource;
import io.earshot.http.NearMissResource;
import io.earshot.http.Resource;
import io.earshot.http.VerdictResource;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** What was recorded and what happens, for the API: read from the topics, so that a restart loses nothing. */
final class HistoryDoors implements AutoCloseable {
    /** How many events can be looked up by their ids and counted by time: 84 MB at most. */
    private static final int MOST_INDEXED = 1_000_000;

    private final LiveEvents live = new LiveEvents();
    private final EventIndex index = new EventIndex(MOST_INDEXED);
    private final KafkaAccess kafka;
    private final Topics topics;
    private final WireSerdes wire;
    private final EventTail tail;
    private final EventLog events;
    private final VerdictBook verdicts;
    private final EventStreamResource streams;

    private HistoryDoors(EarshotConfig config, KafkaAccess kafka, WireSerdes wire, Consumer<RuntimeException> broken) {
        this.kafka = kafka;
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        this.wire = wire;
        String topic = topics.events().name();
        this.tail = EventTail.follow(kafka, topic, wire.events().deserializer(), live, index, broken);
        this.events = new KeptEvents(kafka, topic, wire.events().deserializer(), index, tail::isIndexed);
        this.verdicts = new VerdictBook(kafka, topics, wire, Clock.systemUTC(), broken);
        this.streams = new EventStreamResource(events, live, config.integer(Settings.HTTP_STREAMS));
    }

    /**
     * Starts to follow the events.
     *
     * @param broken gets the failure that ends it
     * @throws org.apache.kafka.common.KafkaException if the topics cannot be read
     */
    static HistoryDoors open(
            EarshotConfig config, KafkaAccess kafka, WireSerdes wire, Consumer<RuntimeException> broken) {
        return new HistoryDoors(config, kafka, wire, broken);
    }

    /** The recorded events. */
    EventLog events() {
        return events;
    }

    /** The parts of the API; stream and density before the single event, whose path they would match. */
    List<Resource> resources() {
        return List.of(
                streams,
                EventDensityResource.of(events, Clock.systemUTC()),
                EventResource.of(events, live::place, verdicts::find),
                VerdictResource.of(verdicts, events, Clock.systemUTC()),
                NearMissResource.of(new KeptNearMisses(
                        kafka, topics.nearMisses().name(), wire.nearMisses().deserializer())),
                DeadLetterResource.of(new KeptDeadLetters(kafka, topics, Clock.systemUTC())));
    }

    /** Ends all streams; a server that stops would cut them off. */
    void endStreams() {
        streams.close();
    }

    @Override
    public void close() {
        verdicts.close();
        tail.close();
    }
}
