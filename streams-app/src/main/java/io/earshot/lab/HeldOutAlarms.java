package io.earshot.lab;

import io.earshot.app.LoadedModel;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.PcmStream;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import io.earshot.match.EncodedSegment;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.SourceCalibrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays a recording once, as one source. Fits queries to its first half and counts the events that they open in its second.
 * The stages are those of live audio; only the topics are missing.
 */
final class HeldOutAlarms {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int CHUNK_MILLIS = 1_000;

    /** Part of the first half without the query's own sound; with less, the source counts as being about the query. */
    private static final double LEAST_BACKGROUND = 0.99;

    private final LoadedModel model;
    private final String source;
    private final AudioFiles audioFiles;
    private final LiveCalibrations live = new LiveCalibrations();
    private final Map<EmbeddingReservoir.Block, List<BackgroundSegment>> kept = new HashMap<>();
    private final Map<String, Integer> opened = new HashMap<>();
    private final EmbeddingReservoir reservoir;
    private final SourceCalibrator calibrator;
    private int hops;

    /** @param audioFiles left open */
    HeldOutAlarms(LoadedModel model, AudioFiles audioFiles, String source) {
        this.audioFiles = audioFiles;
        this.model = model;
        this.source = source;
        this.reservoir = new EmbeddingReservoir(source);
        this.calibrator = model.calibrator();
    }

    /** @param queries all with a rate of alarms per day */
    List<HeldOutPair> play(Path recording, QueryTable queries) throws IOException {
        long halfSample = length(recording) / 2;
        AudioTagger tagger = new AudioTagger(model.stages(live), source, (segment, report) -> hear(segment));
        double fittedSeconds = 0;
        try (PcmStream pcm = audioFiles.open(recording)) {
            ChunkCutter cutter = new ChunkCutter(pcm, source, 0, 0, AudioOrigin.RECORDING, CHUNK_MILLIS);
            for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
                boolean isFit = live.size() > 0;
                if (!isFit && chunk.get().firstSample() >= halfSample) {
                    fittedSeconds = hops * calibrator.hopSeconds();
                    fit(queries, fittedSeconds);
                    hops = 0;
                    isFit = true;
                }
                count(tagger.accept(chunk.get(), isFit ? queries : QueryTable.empty())
                        .events());
            }
        }
        return pairs(queries, fittedSeconds);
    }

    private void hear(EncodedSegment segment) {
        hops++;
        if (live.size() > 0) {
            return;
        }
        HopSpan span = segment.span();
        EmbeddingReservoir.Verdict verdict = reservoir.offer(span.epochId(), span.gridIndex(), span.startMicros());
        verdict.evicted().ifPresent(kept::remove);
        if (verdict.isKept()) {
            kept.computeIfAbsent(
                            EmbeddingReservoir.Block.of(span.epochId(), span.gridIndex()), first -> new ArrayList<>())
                    .add(new BackgroundSegment(
                            span.epochId(),
                            span.gridIndex(),
                            span.startMicros(),
                            segment.encoded().embedding()));
        }
    }

    private void fit(QueryTable queries, double seconds) {
        List<BackgroundSegment> sample = kept.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(BackgroundSegment::gridIndex))
                .toList();
        calibrator.calibrate(source, sample, queries.queries(), seconds, 0).forEach(live::put);
    }

    private void count(List<Event> events) {
        for (Event event : events) {
            if (event.phase() == EventPhase.OPEN) {
                opened.merge(event.query().id(), 1, Integer::sum);
            }
        }
    }

    private List<HeldOutPair> pairs(QueryTable queries, double fittedSeconds) {
        double days = hops * calibrator.hopSeconds() / SECONDS_PER_DAY;
        List<HeldOutPair> pairs = new ArrayList<>();
        for (RegisteredQuery query : queries.queries()) {
            live.newest(source, query.query().id())
                    .ifPresent(calibration -> pairs.add(pair(query, calibration, fittedSeconds, days)));
        }
        return pairs;
    }

    private HeldOutPair pair(RegisteredQuery query, Calibration calibration, double fittedSeconds, double days) {
        return new HeldOutPair(
                source,
                query.query().text(),
                calibration.alarmsPerDay(),
                calibration.heardSeconds() >= LEAST_BACKGROUND * fittedSeconds,
                calibration.alarmsPerDay() * days,
                calibration.lowAlarmsPerDay() * days,
                calibration.highAlarmsPerDay() * days,
                opened.getOrDefault(query.query().id(), 0));
    }

    /** Samples of the recording. */
    private long length(Path recording) throws IOException {
        long bytes = 0;
        try (PcmStream pcm = audioFiles.open(recording)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = pcm.read(buffer); read >= 0; read = pcm.read(buffer)) {
                bytes += read;
            }
            return bytes / pcm.format().frameBytes();
        }
    }
}
