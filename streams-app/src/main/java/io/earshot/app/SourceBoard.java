package io.earshot.app;

import io.earshot.audio.SampleClock;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicTail;
import io.earshot.http.ServiceStatus.ListeningView;
import io.earshot.http.ServiceStatus.SourceView;
import io.earshot.source.SourceStatus;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        board.tail = TopicTail.fromStart(kafka, topic, board::noted, broken);
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

    /**
     * Every source, in order of ids.
     *
     * @param tagged those that this process has tagged, by id
     */
    synchronized List<SourceView> views(Map<String, SourceView> tagged) {
        TreeMap<String, SourceView> all = new TreeMap<>(tagged);
        newest.forEach((id, status) -> all.merge(
                id,
                new SourceView(id, null, level(status), listening(status)),
                (heard, listened) -> new SourceView(id, heard.heardTo(), heard.levelDbfs(), listened.listening())));
        return List.copyOf(all.values());
    }

    private static Double level(SourceStatus status) {
        return status.progress().levelDbfs().isPresent()
                ? status.progress().levelDbfs().getAsDouble()
                : null;
    }

    /** A state that nobody has noted for long is none: that nobody listens is not that there is nothing to hear. */
    private ListeningView listening(SourceStatus status) {
        if (!isNew(status)) {
            String said = status.state().name().toLowerCase(Locale.ROOT);
            return new ListeningView(
                    "NO_LISTENER",
                    time(status.updatedMicros()),
                    "no process listens; it was last " + said + (status.reason().isEmpty() ? "" : ": ")
                            + status.reason(),
                    null,
                    "",
                    status.listener());
        }
        return new ListeningView(
                status.state().name(),
                time(status.sinceMicros()),
                status.reason(),
                status.nextTryMicros().isPresent() ? time(status.nextTryMicros().getAsLong()) : null,
                status.title(),
                status.listener());
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
