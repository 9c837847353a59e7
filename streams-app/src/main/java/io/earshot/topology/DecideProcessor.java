package io.earshot.topology;

import io.earshot.decide.Decision;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.NearMiss;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.topology.MatchProcessor.MatchedSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Match reports to events and near misses. What a tracker remembers is in two stores; a source from which nothing comes any
 * more has its events closed by the wall clock, the one place where it counts.
 */
final class DecideProcessor extends ContextualProcessor<String, Lane<MatchedSegment>, String, Object> {
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final long UNKNOWN = -1;

    private final TaggingStages stages;
    private final TaggingMetrics metrics;
    private Map<String, Watched> sources;
    private long newestAppendMillis;
    private long idleMillis;
    private long lastCheckMillis;
    private SourceStore<TrackedSound> sounds;
    private KeyValueStore<String, NearMissLedger> nearMisses;

    DecideProcessor(TaggingStages stages) {
        this.stages = stages;
        this.metrics = stages.metrics();
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        sources = new HashMap<>();
        newestAppendMillis = UNKNOWN;
        idleMillis = 0;
        lastCheckMillis = context.currentSystemTimeMs();
        sounds = new SourceStore<>(context.getStateStore(TaggingTopology.SOUNDS));
        nearMisses = context.getStateStore(TaggingTopology.NEAR_MISSES);
        watchStoredSources();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeStalled);
    }

    @Override
    public void process(Record<String, Lane<MatchedSegment>> record) {
        Watched source = sources.computeIfAbsent(record.key(), this::restore);
        newestAppendMillis = Math.max(newestAppendMillis, record.timestamp());
        idleMillis = 0;
        source.appendMillis = record.timestamp();
        record.value()
                .accept(
                        segment -> emit(record.key(), record.timestamp(), decide(segment, source.tracker)),
                        end -> emit(record.key(), record.timestamp(), source.tracker.onRunEnd(end)));
    }

    private Decision decide(MatchedSegment matched, EventTracker tracker) {
        long heardMicros = matched.segment().span().endMicros();
        metrics.lag(context().taskId().toString(), context().currentSystemTimeMs() * 1000 - heardMicros);
        return tracker.onSegment(matched.segment(), matched.report(), matched.table());
    }

    /**
     * A source is silent for as long as records were appended after its last one, and for as long as nothing came at all.
     * The clock alone would take a backlog, in which its records wait, for silence. A check that comes late counts as one
     * that came in time: then it was this process that stood still. A cooldown outlives the silence by its own length, so
     * that a source which comes back opens no new event.
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
            if (silentMillis >= stages.stall().toMillis()) {
                emit(sourceId, nowMillis, source.tracker.onStall());
                if (silentMillis
                        >= stages.stall().plus(source.tracker.longestRest()).toMillis()) {
                    emit(sourceId, nowMillis, source.tracker.onForgotten());
                    sources.remove(sourceId);
                }
            }
        }
        if (sources.isEmpty()) {
            metrics.noLag(context().taskId().toString());
        }
    }

    private void emit(String sourceId, long timestamp, Decision decision) {
        decision.changed().forEach((queryId, sound) -> save(SourceKey.of(sourceId, queryId), sound));
        decision.ledger().ifPresent(ledger -> save(sourceId, ledger));
        for (Event event : decision.events()) {
            metrics.event(event.phase().name());
            context().forward(new Record<>(sourceId, event, timestamp), TaggingTopology.SINK_EVENTS);
        }
        for (NearMiss miss : decision.nearMisses()) {
            metrics.nearMiss(miss.rejectedBy().name());
            context().forward(new Record<>(sourceId, miss, timestamp), TaggingTopology.SINK_NEAR_MISSES);
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
        sounds.sourceIds().forEach(sourceId -> sources.computeIfAbsent(sourceId, this::restore));
        try (KeyValueIterator<String, NearMissLedger> all = nearMisses.all()) {
            all.forEachRemaining(ledger -> sources.computeIfAbsent(ledger.key, this::restore));
        }
    }

    private Watched restore(String sourceId) {
        Map<String, TrackedSound> known = new TreeMap<>();
        sounds.values(sourceId).forEach(sound -> known.put(sound.queryId(), sound));
        NearMissLedger ledger = Optional.ofNullable(nearMisses.get(sourceId)).orElse(NearMissLedger.EMPTY);
        return new Watched(new EventTracker(sourceId, stages.tagger().decision(), known, ledger));
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
