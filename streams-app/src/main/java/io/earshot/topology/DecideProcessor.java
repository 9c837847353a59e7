package io.earshot.topology;

import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.Decision;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.OpenSound;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.RunEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Match reports to events. The sounds that are going on are in a store; a source from which nothing comes any more has
 * its events closed by the wall clock, the one place where it counts.
 */
final class DecideProcessor implements Processor<String, Object, String, Event> {
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final long UNKNOWN = -1;

    private final String modelDigest;
    private final OperatingPoints points;
    private final Duration stall;
    private final TaggingMetrics metrics;
    private final Map<String, Watched> sources = new HashMap<>();
    private long newestAppendMillis = UNKNOWN;
    private long idleMillis;
    private long lastCheckMillis;
    private ProcessorContext<String, Event> context;
    private KeyValueStore<byte[], OpenSound> sounds;

    DecideProcessor(String modelDigest, OperatingPoints points, Duration stall, TaggingMetrics metrics) {
        this.modelDigest = modelDigest;
        this.points = points;
        this.stall = stall;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Event> context) {
        this.context = context;
        // Streams revives a task with the same processor: the store has gone back to what was committed.
        sources.clear();
        newestAppendMillis = UNKNOWN;
        idleMillis = 0;
        lastCheckMillis = context.currentSystemTimeMs();
        this.sounds = context.getStateStore(TaggingTopology.SOUNDS);
        watchStoredSources();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeStalled);
    }

    @Override
    public void process(Record<String, Object> record) {
        Watched source = sources.computeIfAbsent(record.key(), this::restore);
        newestAppendMillis = Math.max(newestAppendMillis, record.timestamp());
        idleMillis = 0;
        source.appendMillis = record.timestamp();
        if (record.value() instanceof MatchedSegment segment) {
            metrics.lag(
                    context.taskId().toString(),
                    context.currentSystemTimeMs() * 1000 - segment.span().endMicros());
            emit(
                    record.key(),
                    record.timestamp(),
                    source.tracker.onSegment(segment.span(), segment.report(), segment.table()));
        } else if (record.value() instanceof RunEnd end) {
            emit(record.key(), record.timestamp(), source.tracker.onRunEnd(end));
        }
    }

    /**
     * A source is silent for as long as records were appended after its last one, and for as long as nothing came at all.
     * The clock alone would take a backlog, in which its records wait, for silence. A check that comes late counts as one
     * that came in time: then it was this process that stood still.
     */
    private void closeStalled(long nowMillis) {
        idleMillis += Math.min(nowMillis - lastCheckMillis, 2 * CHECK.toMillis());
        lastCheckMillis = nowMillis;
        for (String sourceId : new ArrayList<>(sources.keySet())) {
            Watched source = sources.get(sourceId);
            if (source.appendMillis == UNKNOWN) {
                source.appendMillis = newestAppendMillis;
            }
            if (newestAppendMillis - source.appendMillis + idleMillis >= stall.toMillis()) {
                emit(sourceId, nowMillis, source.tracker.onStall());
                sources.remove(sourceId);
            }
        }
        if (sources.isEmpty()) {
            metrics.noLag(context.taskId().toString());
        }
    }

    private void emit(String sourceId, long timestamp, Decision decision) {
        decision.changed().forEach((queryId, sound) -> save(SourceKey.of(sourceId, queryId), sound));
        for (Event event : decision.events()) {
            metrics.event(event.phase().name());
            context.forward(new Record<>(sourceId, event, timestamp));
        }
    }

    private void save(byte[] key, Optional<OpenSound> sound) {
        sound.ifPresentOrElse(going -> sounds.put(key, going), () -> sounds.delete(key));
    }

    /** After a restart, a source that never speaks again must have its events closed too. */
    private void watchStoredSources() {
        List<String> stored = new ArrayList<>();
        try (KeyValueIterator<byte[], OpenSound> all = sounds.all()) {
            while (all.hasNext()) {
                stored.add(SourceKey.sourceId(all.next().key));
            }
        }
        for (String sourceId : stored) {
            sources.computeIfAbsent(sourceId, this::restore);
        }
    }

    private Watched restore(String sourceId) {
        Map<String, OpenSound> open = new TreeMap<>();
        try (KeyValueIterator<byte[], OpenSound> stored =
                sounds.prefixScan(SourceKey.prefix(sourceId), new ByteArraySerializer())) {
            while (stored.hasNext()) {
                KeyValue<byte[], OpenSound> sound = stored.next();
                open.put(sound.value.query().id(), sound.value);
            }
        }
        return new Watched(new EventTracker(sourceId, modelDigest, points, open));
    }

    /** A source's tracker, and when its last record was appended to the topic. */
    private static final class Watched {
        private final EventTracker tracker;
        private long appendMillis = UNKNOWN;

        Watched(EventTracker tracker) {
            this.tracker = tracker;
        }
    }
}
