package io.earshot.topology;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.HeardSource;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import io.earshot.wire.Decoded;
import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Segments to what a source sounds like, and that to calibrations. Fits are made between records, a slice at a time, on a
 * thread that nothing else waits for; when they are made depends on the clock, so their results become data with a time
 * from which they hold, and deciding depends on that alone.
 */
final class CalibrateProcessor implements Processor<String, Decoded<StoredSegment>, String, Decoded<Calibration>> {
    /** How often there is a slice of fits. */
    static final Duration CHECK = Duration.ofMillis(250);

    /** Audio time between what was heard last and when a calibration comes into force: it has to get there first. */
    static final long LEAD_MICROS = 5_000_000;

    private final CalibrationStages stages;
    private final FitQueue queue = new FitQueue();
    private ProcessorContext<String, Decoded<Calibration>> context;
    private HeardBackground background;
    private QueryTable seen = QueryTable.empty();

    CalibrateProcessor(CalibrationStages stages) {
        this.stages = stages;
    }

    @Override
    public void init(ProcessorContext<String, Decoded<Calibration>> context) {
        this.context = context;
        // Streams revives a task with the same processor: the store has gone back to what was committed.
        background = new HeardBackground(
                context.getStateStore(CalibrationTopology.BACKGROUND),
                context.getStateStore(CalibrationTopology.HEARD),
                stages.mostSources());
        seen = QueryTable.empty();
        queue.clear();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::fitSlice);
    }

    @Override
    public void process(Record<String, Decoded<StoredSegment>> record) {
        if (record.value() instanceof Decoded.Undecodable) {
            stages.metrics().calibration("undecodable");
        } else if (record.value() instanceof Decoded.Present<StoredSegment> present
                && present.content().modelDigest().equals(stages.modelDigest())) {
            hear(present.content(), record.timestamp());
        }
    }

    private void hear(StoredSegment stored, long appendMillis) {
        HopSpan span = stored.segment().span();
        if (span.heardSamples() == 0) {
            return;
        }
        BackgroundSegment segment = new BackgroundSegment(
                span.epochId(),
                span.gridIndex(),
                span.startMicros(),
                stored.segment().encoded().embedding());
        background
                .hear(span.sourceId(), segment, stages.calibrator().hopSeconds(), span.endMicros(), appendMillis)
                .ifPresent(forgotten -> forget(forgotten, appendMillis));
        if (background.of(span.sourceId()).isDue(stages.epoch())) {
            queue.addAll(span.sourceId());
            background.fitted(span.sourceId());
        }
    }

    private void fitSlice(long nowMillis) {
        if (!stages.isSettled().getAsBoolean()) {
            return;
        }
        QueryTable table = stages.queries().current();
        if (table != seen) {
            noticeChanges(table, nowMillis);
        }
        queue.next(table).ifPresent(slice -> stages.metrics().timeFits(() -> fit(slice, table, nowMillis)));
    }

    private int fit(FitQueue.Slice slice, QueryTable table, long nowMillis) {
        HeardSource heard = background.of(slice.sourceId());
        List<Calibration> fitted = stages.calibrator()
                .calibrate(
                        slice.sourceId(),
                        background.sample(slice.sourceId()),
                        slice.queries(),
                        heard.heardSeconds(),
                        heard.newestMicros() + LEAD_MICROS);
        fitted.forEach(calibration -> publish(calibration, nowMillis));
        if (slice.isLast()) {
            removeOrphans(slice.sourceId(), table, nowMillis);
        }
        return fitted.size();
    }

    /** New and changed queries are fitted to every source that is known; those that are gone have theirs removed. */
    private void noticeChanges(QueryTable table, long nowMillis) {
        for (int i = 0; i < table.tiles(); i++) {
            QueryTile before = i < seen.tiles() ? seen.tile(i) : null;
            if (before != table.tile(i)) {
                table.tile(i).queries().stream()
                        .filter(query -> before == null || !before.queries().contains(query))
                        .filter(BackgroundFitter::isWanted)
                        .forEach(this::fitEverywhere);
            }
        }
        seen.queries().stream()
                .map(query -> query.query().id())
                .filter(queryId -> !isWanted(queryId, table))
                .forEach(queryId -> background.sources().forEach(source -> unpublish(source, queryId, nowMillis)));
        seen = table;
    }

    private void fitEverywhere(RegisteredQuery query) {
        for (String sourceId : background.sources()) {
            boolean isPublished = stages.live()
                    .newest(sourceId, query.query().id())
                    .filter(newest -> newest.queryVersion().equals(query.version()))
                    .isPresent();
            if (!isPublished
                    && !queue.hasAll(sourceId)
                    && background.of(sourceId).isKnown()) {
                queue.add(sourceId, query);
            }
        }
    }

    private void forget(String sourceId, long nowMillis) {
        queue.remove(sourceId);
        stages.live().queryIds(sourceId).forEach(queryId -> unpublish(sourceId, queryId, nowMillis));
    }

    private void removeOrphans(String sourceId, QueryTable table, long nowMillis) {
        stages.live().queryIds(sourceId).stream()
                .filter(queryId -> !isWanted(queryId, table))
                .forEach(queryId -> unpublish(sourceId, queryId, nowMillis));
    }

    private static boolean isWanted(String queryId, QueryTable table) {
        return table.find(queryId).filter(BackgroundFitter::isWanted).isPresent();
    }

    private void publish(Calibration calibration, long nowMillis) {
        boolean isNews = stages.live()
                .newest(calibration.sourceId(), calibration.queryId())
                .map(calibration::differsFrom)
                .orElse(true);
        stages.metrics().calibration(isNews ? "published" : "unchanged");
        if (isNews) {
            String key = CalibrationKey.of(calibration).text();
            context.forward(new Record<>(key, new Decoded.Present<>(calibration), nowMillis));
        }
    }

    private void unpublish(String sourceId, String queryId, long nowMillis) {
        if (stages.live().newest(sourceId, queryId).isPresent()) {
            stages.metrics().calibration("removed");
            String key = new CalibrationKey(sourceId, queryId, stages.modelDigest()).text();
            context.forward(new Record<>(key, null, nowMillis));
        }
    }
}
