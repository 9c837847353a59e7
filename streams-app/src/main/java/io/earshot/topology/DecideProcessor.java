package io.earshot.topology;

import io.earshot.decide.Decision;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.NearMiss;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.HopSpan;
import io.earshot.topology.MatchProcessor.MatchedSegment;
import io.earshot.wire.CloudEvents;
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
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final TaggingStages stages;
    private final TaggingMetrics metrics;
    private Map<String, Watched> sources;
    /** Lanes whose events were closed because they fell silent, also when nothing else is kept of them. */
    private Map<String, Boolean> stalled;

    private SilenceClock clock;
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
        stalled = new RecentSources<>();
        clock = new SilenceClock(stages.audio(), context, CHECK.toMillis());
        sounds = new SourceStore<>(context.getStateStore(TaggingTopology.SOUNDS));
        nearMisses = context.getStateStore(TaggingTopology.NEAR_MISSES);
        watchStoredSources();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeStalled);
    }

    @Override
    public void process(Record<String, Lane<MatchedSegment>> record) {
        Watched source = sources.computeIfAbsent(record.key(), this::restore);
        boolean isSilent = InnerHeaders.isSilent(record);
        if (!isSilent) {
            clock.record(record.timestamp());
            source.heardMillis = clock.millis();
            source.title = InnerHeaders.of(record);
        }
        record.value()
                .accept(
                        segment -> {
                            if (isSilent) {
                                closeRest(record, source);
                            } else {
                                hear(record, segment, source);
                            }
                        },
                        end -> {
                            emit(record.key(), record.timestamp(), source.tracker.onRunEnd(end), "end");
                            if (InnerHeaders.isForget(record)) {
                                forget(record.key(), record.timestamp(), source);
                            }
                        });
    }

    private void forget(String lane, long timestamp, Watched source) {
        emit(lane, timestamp, source.tracker.onForgotten(), "forgotten");
        sources.remove(lane);
        stalled.remove(lane);
    }

    /** What silence completes of a lane that is given up belongs to audio whose events are closed, or are now. */
    private void closeRest(Record<String, Lane<MatchedSegment>> record, Watched source) {
        emit(record.key(), record.timestamp(), source.tracker.onStall(), "stall");
    }

    /** What plays beside a source's audio of now is late by nature. */
    private void noteLag(String lane, MatchedSegment matched) {
        if (!LaneKey.isSide(lane)) {
            long heardMicros = matched.segment().span().endMicros();
            metrics.lag(context().taskId().toString(), context().currentSystemTimeMs() * 1000 - heardMicros);
        }
    }

    /**
     * The rest of a run that silence completes, of a source that had fallen silent, belongs to audio whose events were closed
     * then: it must not open them again.
     */
    private void hear(Record<String, Lane<MatchedSegment>> record, MatchedSegment matched, Watched source) {
        if (stalled.remove(record.key()) != null && InnerHeaders.isRest(record)) {
            return;
        }
        noteLag(record.key(), matched);
        Decision decision = source.tracker.onSegment(matched.segment(), matched.report(), matched.table());
        HopSpan hop = matched.segment().span();
        emit(record.key(), record.timestamp(), decision, hop.epochId() + "." + hop.gridIndex());
    }

    /**
     * A cooldown outlives the silence of its source by its own length, so that a source which comes back opens no new event; the
     * clock of an absence, which pauses meanwhile, by a day.
     */
    private void closeStalled(long nowMillis) {
        clock.check(nowMillis);
        boolean allSilent = true;
        for (String lane : new ArrayList<>(sources.keySet())) {
            Watched source = sources.get(lane);
            if (source.heardMillis == UNKNOWN) {
                source.heardMillis = clock.millis();
            }
            long silentMillis = clock.millis() - source.heardMillis;
            if (silentMillis < stages.stall().toMillis()) {
                allSilent = false;
            } else {
                stalled.put(lane, true);
                emit(lane, nowMillis, source.tracker.onStall(), "stall");
                if (silentMillis
                        >= stages.stall().plus(source.tracker.longestRest()).toMillis()) {
                    emit(lane, nowMillis, source.tracker.onForgotten(), "forgotten");
                    sources.remove(lane);
                }
            }
        }
        if (allSilent) {
            metrics.noLag(context().taskId().toString());
        }
    }

    /** @param cause what the decision was made on: the hop, which tells the UPDATEs of an event apart, or the end of audio */
    private void emit(String lane, long timestamp, Decision decision, String cause) {
        decision.changed().forEach((queryId, sound) -> save(SourceKey.of(lane, queryId), sound));
        decision.ledger().ifPresent(ledger -> save(lane, ledger));
        for (Event event : decision.events()) {
            metrics.event(event.phase().name());
            context()
                    .forward(
                            new Record<>(
                                    event.sourceId(),
                                    event.withTitle(title(lane)),
                                    timestamp,
                                    CloudEvents.of(event, cause)),
                            TaggingTopology.SINK_EVENTS);
        }
        for (NearMiss miss : decision.nearMisses()) {
            metrics.nearMiss(miss.rejectedBy().name());
            context()
                    .forward(
                            new Record<>(miss.sourceId(), miss, timestamp, CloudEvents.of(miss)),
                            TaggingTopology.SINK_NEAR_MISSES);
        }
    }

    private String title(String lane) {
        return sources.get(lane).title;
    }

    private void save(byte[] key, Optional<TrackedSound> sound) {
        sound.ifPresentOrElse(going -> sounds.put(key, going), () -> sounds.delete(key));
    }

    private void save(String lane, NearMissLedger ledger) {
        if (ledger.equals(NearMissLedger.EMPTY)) {
            nearMisses.delete(lane);
        } else {
            nearMisses.put(lane, ledger);
        }
    }

    /** After a restart, a source that never speaks again must have its events closed too. */
    private void watchStoredSources() {
        sounds.sourceIds().forEach(lane -> sources.computeIfAbsent(lane, this::restore));
        try (KeyValueIterator<String, NearMissLedger> all = nearMisses.all()) {
            all.forEachRemaining(ledger -> sources.computeIfAbsent(ledger.key, this::restore));
        }
    }

    private Watched restore(String lane) {
        Map<String, TrackedSound> known = new TreeMap<>();
        sounds.values(lane).forEach(sound -> known.put(sound.queryId(), sound));
        NearMissLedger ledger = Optional.ofNullable(nearMisses.get(lane)).orElse(NearMissLedger.EMPTY);
        return new Watched(
                new EventTracker(LaneKey.sourceId(lane), stages.tagger().decision(), known, ledger));
    }

    /** The tracker of a lane, what the clock of silence showed at its last record, and what the stream said that it played. */
    private static final class Watched {
        private final EventTracker tracker;
        private long heardMillis = UNKNOWN;
        private String title = "";

        Watched(EventTracker tracker) {
            this.tracker = tracker;
        }
    }
}
