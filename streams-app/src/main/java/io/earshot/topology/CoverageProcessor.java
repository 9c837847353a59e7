package io.earshot.topology;

import io.earshot.audio.ChunkKind;
import io.earshot.coverage.CoverageAccount;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.CoverageState;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.metrics.TaggingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What became of chunks to what was heard of each minute of a source, in one account for each lane. While a source that did
 * not end says nothing, its minutes are closed by the wall clock.
 */
final class CoverageProcessor extends ContextualProcessor<String, ChunkFate, String, MinuteCoverage> {
    private static final Duration CHECK = Duration.ofSeconds(1);

    private final Duration stall;
    private final TaggingMetrics metrics;
    private Map<String, Watched> lanes;
    private KeyValueStore<String, CoverageState> states;
    private long newestAppendMillis;
    private long idleMillis;
    private long lastCheckMillis;

    CoverageProcessor(TaggingStages stages) {
        this.stall = stages.stall();
        this.metrics = stages.metrics();
    }

    @Override
    public void init(ProcessorContext<String, MinuteCoverage> context) {
        super.init(context);
        lanes = new HashMap<>();
        states = context.getStateStore(TaggingTopology.COVERAGE);
        newestAppendMillis = 0;
        idleMillis = 0;
        lastCheckMillis = context.currentSystemTimeMs();
        try (KeyValueIterator<String, CoverageState> all = states.all()) {
            all.forEachRemaining(stored -> {
                lanes.put(stored.key, new Watched(stored.key, stored.value));
                newestAppendMillis = Math.max(newestAppendMillis, stored.value.appendMillis());
            });
        }
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeSilent);
    }

    @Override
    public void process(Record<String, ChunkFate> record) {
        ChunkFate fate = record.value();
        newestAppendMillis = Math.max(newestAppendMillis, record.timestamp());
        idleMillis = 0;
        switch (fate.disposition()) {
            case ACCEPTED -> {
                Watched lane = lane(record.key());
                lane.account.accept(fate.chunk(), record.timestamp());
                keep(lane, record.timestamp());
            }
            case INVALID -> {
                Watched lane = lane(record.key());
                lane.account.refuse(fate.chunk(), record.timestamp());
                keep(lane, record.timestamp());
            }
            case LATE -> late(record);
            default -> {
                // Repeated, contradictory or empty: says nothing of what was heard.
            }
        }
    }

    private void late(Record<String, ChunkFate> record) {
        Watched lane = lanes.get(record.key());
        if (lane != null && record.value().chunk().kind() == ChunkKind.AUDIO) {
            lane.account.late(record.value().chunk());
            keep(lane, record.timestamp());
        }
    }

    private Watched lane(String key) {
        return lanes.computeIfAbsent(key, first -> {
            metrics.knowSource(LaneKey.sourceId(first));
            return new Watched(first, CoverageState.NEW);
        });
    }

    private void keep(Watched lane, long timestamp) {
        emit(lane, timestamp);
        states.put(lane.key, lane.account.state());
    }

    /** Silence is measured as where events are closed: by what was appended since, and by how long nothing came at all. */
    private void closeSilent(long nowMillis) {
        idleMillis += Math.min(nowMillis - lastCheckMillis, 2 * CHECK.toMillis());
        lastCheckMillis = nowMillis;
        for (Watched lane : new ArrayList<>(lanes.values())) {
            CoverageState state = lane.account.state();
            long silentMillis = newestAppendMillis - state.appendMillis() + idleMillis;
            if (silentMillis >= stall.toMillis()) {
                closeSilent(lane, state, silentMillis, nowMillis);
            }
        }
    }

    private void closeSilent(Watched lane, CoverageState state, long silentMillis, long nowMillis) {
        Duration patience = LaneKey.isSide(lane.key) ? SideLanes.PATIENCE : CoverageAccount.LONGEST_HOLE;
        if (state.ended() || silentMillis >= patience.toMillis()) {
            lane.account.closeAll();
            emit(lane, nowMillis);
            states.delete(lane.key);
            lanes.remove(lane.key);
        } else if (lane.isDue(silentMillis)) {
            lane.account.lose(Duration.ofMillis(silentMillis));
            keep(lane, nowMillis);
        }
    }

    private void emit(Watched lane, long timestamp) {
        for (MinuteCoverage minute : lane.account.due()) {
            long missing = minute.gaps().stream().mapToLong(CoverageGap::micros).sum();
            metrics.coverage(minute.sourceId(), minute.heardMicros() / 1e6, missing / 1e6);
            minute.gaps().forEach(gap -> metrics.missing(gap.reason().name(), gap.micros() / 1e6));
            context().forward(new Record<>(minute.sourceId(), minute, timestamp));
        }
    }

    /** A lane, its account, and how long it was silent when that was written last. */
    private static final class Watched {
        /** While nothing comes, an account is written so often, and not at every check. */
        private static final long WRITTEN_MILLIS = 10_000;

        private final String key;
        private final CoverageAccount account;
        private long writtenMillis;

        Watched(String key, CoverageState state) {
            this.key = key;
            this.account = CoverageAccount.of(LaneKey.sourceId(key), state);
        }

        boolean isDue(long silentMillis) {
            boolean isDue = silentMillis < writtenMillis || silentMillis - writtenMillis >= WRITTEN_MILLIS;
            writtenMillis = isDue ? silentMillis : writtenMillis;
            return isDue;
        }
    }
}
