package io.earshot.app;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicTail;
import io.earshot.source.SourceStatus;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/** How listening to every source of the cluster goes, whichever process listens. Safe for several threads. */
final class SourceBoard implements AutoCloseable {
    /** Nobody has listened yet. */
    private static final long NO_EPOCH = -1;

    private static final long LOOK_MILLIS = 20;

    private final String topic;
    private final Deserializer<Decoded<SourceStatus>> decoder;
    private final Clock clock;
    private final TreeMap<String, SourceStatus> newest = new TreeMap<>();
    private volatile TopicTail tail;

    private SourceBoard(String topic, Deserializer<Decoded<SourceStatus>> decoder, Clock clock) {
        this.topic = topic;
        this.decoder = decoder;
        this.clock = clock;
    }

    /**
     * Reads the topic of states from its beginning on.
     *
     * @param broken gets the failure that ends the reading
     */
    static SourceBoard follow(
            KafkaAccess kafka, Topics topics, WireSerdes wire, Clock clock, Consumer<RuntimeException> broken) {
        String topic = topics.sourceStates().name();
        SourceBoard board = new SourceBoard(topic, wire.sourceStates().deserializer(), clock);
        board.tail = TopicTail.fromStart(kafka, topic, topic, board::noted, broken);
        return board;
    }

    private synchronized void noted(String id, byte[] bytes) {
        if (id == null) {
            return;
        }
        newest.remove(id);
        if (bytes != null) {
            decoder.deserialize(topic, bytes).value().ifPresent(status -> newest.put(id, status));
        }
    }

    /**
     * The newest epoch of a source, of any process; -1 if there is none.
     *
     * @param patience for the topic to be read to its end; what is known by then counts
     */
    long lastEpoch(String sourceId, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!tail.isAtEnd() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return newest.containsKey(sourceId) ? newest.get(sourceId).epochId() : NO_EPOCH;
        }
    }

    /** Ids of the sources that somebody noted a state of, in order. */
    synchronized Set<String> ids() {
        return new TreeSet<>(newest.keySet());
    }

    /** The newest state of a source; empty if nobody noted one. */
    synchronized Optional<SourceStatus> status(String sourceId) {
        return Optional.ofNullable(newest.get(sourceId));
    }

    /** Whether a state is new enough to be true still. */
    boolean isNew(SourceStatus status) {
        return !status.isOld(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    @Override
    public void close() {
        tail.close();
    }
}
