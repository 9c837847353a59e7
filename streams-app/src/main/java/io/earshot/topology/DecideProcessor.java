package io.earshot.topology;

import io.earshot.decide.Decision;
import io.earshot.decide.DecisionStages;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.NearMiss;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
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
 * Match reports to events and near misses. What a tracker remembers is in two stores; a source from which nothing comes any
 * more has its events closed by the wall clock, the one place where it counts.
 */
final class DecideProcessor implements Processor<String, Object, String, Object> {
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final long UNKNOWN = -1;

    private final DecisionStages stages;
    private final Duration stall;
    private final TaggingMetrics metrics;
    private final Map<String, Watched> sources = new HashMap<>();
    private long newestAppendMillis = UNKNOWN;
    private long idleMillis;
    private long lastCheckMillis;
    private ProcessorContext<String, Object> context;
    private KeyValueStore<byte[], TrackedSound> sounds;
    private KeyValueStore<String, NearMissLedger> nearMisses;

    DecideProcessor(DecisionStages stages, Duration stall, TaggingMetrics metrics) {
        this.stages = stages;
        this.stall = stall;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        // Streams revives a task with the same processor: the store has gone back to what was committed.
        sources.clear();
        newestAppendMillis = UNKNOWN;
        idleMillis = 0;
        lastCheckMillis = context.currentSystemTimeMs();
        this.sounds = context.getStateStore(TaggingTopology.SOUNDS);
        this.nearMisses = context.getStateStore(TaggingTopology.NEAR_MISSES);
        watchStoredSources();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeStalled);
    }

    @Override
    public void process(Record<String, Object> record) {
        Watched source = sources.computeIfAbsent(record.key(), this::restore);
        newestAppendMillis = Math.max(newestAppendMillis, record.timestamp());
        idleMillis = 0;
        source.appendMillis = record.timestamp();
        if (record.value() instanceof MatchedSegment matched) {
            metrics.lag(
                    context.taskId().toString(),
                    context.currentSystemTimeMs() * 1000
                            - matched.segment().span().endMicros());
            emit(
                    record.key(),
                    record.timestamp(),
                    source.tracker.onSegment(matched.segment(), matched.report(), matched.table()));
        } else if (record.value() instanceof RunEnd end) {
            emit(record.key(), record.timestamp(), source.tracker.onRunEnd(end));
        }
    }

    /**
     * A source is silent for as long as records were appended after its last one, and for as long as nothing came at all.
     * The clock alone would take a backlog, in which its records wait, for silence. A check that comes late counts as one
     * that came in time: then it was this process that stood still. A cooldown outlives the silence by its own length, so
     * that a source which comes back is not told of anew.
     */
    private void closeStalled(long nowMillis) {
        idleMillis += Math.min(nowMillis - lastCheckMillis, 2 * CHECK.toMillis());
        lastCheckMillis = nowMillis;
        for (String sourceId : new ArrayList<>(sources.keySet())) {
            Watched source = sources.get(sourceId);
            if (source.appendMillis == UNKNOWN) {
                source.appendMillis = newestAppendMillis;
            }
            long silentMillis = newestAppendMillis - source.appendMillis + idleMillis;
            if (silentMillis >= stall.toMillis()) {
                emit(sourceId, nowMillis, source.tracker.onStall());
                if (silentMillis >= stall.plus(source.tracker.longestRest()).toMillis()) {
                    emit(sourceId, nowMillis, source.tracker.onForgotten());
                    sources.remove(sourceId);
                }
            }
        }
        if (sources.isEmpty()) {
            metrics.noLag(context.taskId().toString());
        }
    }

    private void emit(String sourceId, long timestamp, Decision decision) {
        decision.changed().forEach((queryId, sound) -> save(SourceKey.of(sourceId, queryId), sound));
        decision.ledger().ifPresent(ledger -> save(sourceId, ledger));
        for (Event event : decision.events()) {
            metrics.event(event.phase().name());
            context.forward(new Record<>(sourceId, event, timestamp), TaggingTopology.SINK_EVENTS);
        }
        for (NearMiss miss : decision.nearMisses()) {
            metrics.nearMiss(miss.rejectedBy().name());
            context.forward(new Record<>(sourceId, miss, timestamp), TaggingTopology.SINK_NEAR_MISSES);
        }
    }

    private void save(byte[] key, Optional<TrackedSound> sound) {
        sound.ifPresentOrElse(going -> sounds.put(key, going), () -> sounds.delete(key));
    }

    private void save(String sourceId, NearMissLedger ledger) {
        if (ledger.equals(NearMissLedger.EMPTY)) {
            nearMisses.delete(sourceId);
        } else {
            nearMisses.put(sourceId, ledger);
        }
    }

    /** After a restart, a source that never speaks again must have its events closed too. */
    private void watchStoredSources() {
        List<String> stored = new ArrayList<>();
        try (KeyValueIterator<byte[], TrackedSound> all = sounds.all()) {
            all.forEachRemaining(sound -> stored.add(SourceKey.sourceId(sound.key)));
        }
        try (KeyValueIterator<String, NearMissLedger> all = nearMisses.all()) {
            all.forEachRemaining(ledger -> stored.add(ledger.key));
        }
        for (String sourceId : stored) {
            sources.computeIfAbsent(sourceId, this::restore);
        }
    }

    /** What an earlier release left is nothing to this one, and is deleted. */
    private Watched restore(String sourceId) {
        Map<String, TrackedSound> known = new TreeMap<>();
        List<byte[]> foreign = new ArrayList<>();
        try (KeyValueIterator<byte[], TrackedSound> stored =
                sounds.prefixScan(SourceKey.prefix(sourceId), new ByteArraySerializer())) {
            while (stored.hasNext()) {
                KeyValue<byte[], TrackedSound> sound = stored.next();
                if (sound.value == null) {
                    foreign.add(sound.key);
                } else {
                    known.put(sound.value.queryId(), sound.value);
                }
            }
        }
        foreign.forEach(sounds::delete);
        NearMissLedger ledger = Optional.ofNullable(nearMisses.get(sourceId)).orElse(NearMissLedger.EMPTY);
        return new Watched(new EventTracker(sourceId, stages, known, ledger));
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
