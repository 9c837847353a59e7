package io.earshot.topology;

import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import io.earshot.coverage.CoverageAccount;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.CoverageState;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.metrics.TaggingMetrics;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What became of chunks to what was heard of each minute of a source, in one account for each lane. While a source that did
 * not end says nothing, its minutes are closed by the wall clock. A record without a value is the last of its lane.
 */
final class CoverageProcessor extends ContextualProcessor<String, ChunkFate, String, MinuteCoverage> {
    private static final Duration CHECK = Duration.ofSeconds(1);

    /**
     * Silent lanes of a task whose minutes are told at most. Each costs a record a minute; sources that come once and never
     * again, each under an id of its own, would otherwise cost more and more for days.
     */
    static final int MOST_SILENT = 256;

    private final TaggingStages stages;
    private final Duration patience;
    private final TaggingMetrics metrics;
    private Map<String, Watched> lanes;
    private HeardOrder heard;
    private SilenceClock silence;
    private KeyValueStore<String, CoverageState> states;

    CoverageProcessor(TaggingStages stages) {
        this.stages = stages;
        Duration forgotten = stages.forgetting().cursor();
        this.patience =
                forgotten.compareTo(CoverageAccount.LONGEST_HOLE) < 0 ? forgotten : CoverageAccount.LONGEST_HOLE;
        this.metrics = stages.metrics();
    }

    @Override
    public void init(ProcessorContext<String, MinuteCoverage> context) {
        super.init(context);
        lanes = new HashMap<>();
        states = context.getStateStore(TaggingTopology.COVERAGE);
        heard = new HeardOrder();
        silence = new SilenceClock(stages.audio(), context, CHECK.toMillis());
        try (KeyValueIterator<String, CoverageState> all = states.all()) {
            all.forEachRemaining(stored -> lanes.put(stored.key, new Watched(stored.key, stored.value)));
        }
        lanes.values().forEach(lane -> silence.known(lane.appendMillis()));
        lanes.values().stream()
                .sorted(Comparator.comparingLong(Watched::appendMillis))
                .forEach(this::order);
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeSilent);
    }

    private void order(Watched lane) {
        heard.heard(lane.key, silence.at(lane.appendMillis()), 0);
    }

    @Override
    public void process(Record<String, ChunkFate> record) {
        silence.record(record.timestamp());
        if (record.value() == null) {
            Optional.ofNullable(lanes.get(record.key())).ifPresent(lane -> forget(lane, record.timestamp()));
            return;
        }
        ChunkFate fate = record.value();
        switch (fate.disposition()) {
            case ACCEPTED -> {
                Watched lane = lane(record.key());
                lane.account.accept(fate.chunk(), record.timestamp());
                order(lane);
                keep(lane, record.timestamp());
            }
            case INVALID -> refuse(record, GapReason.BAD_RECORDS);
            case OVERLOAD -> refuse(record, GapReason.OVERLOAD);
            case LATE -> late(record);
            default -> {
                // Repeated, contradictory or empty: says nothing of what was heard.
            }
        }
    }

    private void refuse(Record<String, ChunkFate> record, GapReason reason) {
        Watched lane = lane(record.key());
        lane.account.refuse(record.value().chunk(), record.timestamp(), reason);
        order(lane);
        keep(lane, record.timestamp());
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

    /** Of more silent lanes than are told of, those that are silent for longest are closed. */
    private void closeSilent(long nowMillis) {
        silence.check(nowMillis);
        List<String> silent = heard.heardBy(silence.heardBy(stages.stall()), Integer.MAX_VALUE);
        int surplus = Math.max(0, silent.size() - MOST_SILENT);
        silent.subList(0, surplus).forEach(key -> {
            forget(lanes.get(key), nowMillis);
            metrics.forgetting().forgot("coverage");
        });
        silent.subList(surplus, silent.size()).forEach(key -> closeSilent(lanes.get(key), nowMillis));
    }

    private void closeSilent(Watched lane, long nowMillis) {
        Duration most = LaneKey.isSide(lane.key) ? SideLanes.PATIENCE : patience;
        long silentMillis = silence.millis() - heard.heardAt(lane.key);
        if (lane.account.ended() || silentMillis >= most.toMillis()) {
            forget(lane, nowMillis);
        } else if (lane.isDue(silentMillis)) {
            lane.account.lose(Duration.ofMillis(silentMillis));
            keep(lane, nowMillis);
        }
    }

    private void forget(Watched lane, long nowMillis) {
        lane.account.closeAll();
        emit(lane, nowMillis);
        states.delete(lane.key);
        lanes.remove(lane.key);
        heard.remove(lane.key);
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
        /** While nothing comes, an account is written so often, and not at every check; after minutes more rarely. */
        private static final long WRITTEN_MILLIS = 10_000;

        private static final long SELDOM_MILLIS = 60_000;

        private final String key;
        private final CoverageAccount account;
        private long writtenMillis;

        Watched(String key, CoverageState state) {
            this.key = key;
            this.account = CoverageAccount.of(LaneKey.sourceId(key), state);
        }

        long appendMillis() {
            return account.appendMillis();
        }

        boolean isDue(long silentMillis) {
            long pauseMillis = silentMillis < 10 * SELDOM_MILLIS ? WRITTEN_MILLIS : SELDOM_MILLIS;
            boolean isDue = silentMillis < writtenMillis || silentMillis - writtenMillis >= pauseMillis;
            writtenMillis = isDue ? silentMillis : writtenMillis;
            return isDue;
        }
    }
}
