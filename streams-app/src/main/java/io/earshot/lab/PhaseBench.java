package io.earshot.lab;

import io.earshot.app.AudioOpening;
import io.earshot.app.LoadedModel;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.PcmStream;
import io.earshot.config.EarshotConfig;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopGrid;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.TaggerStages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures how far a result depends on where the grid of hops lies: plays each recording at phases that are spread over a hop,
 * and compares onsets and confidences.
 */
public final class PhaseBench {
    private static final int CHUNK_MILLIS = 1_000;

    private final LoadedModel model;
    private final AudioFiles audioFiles;
    private final QueryTable queries;

    private PhaseBench(LoadedModel model, AudioFiles audioFiles, QueryTable queries) {
        this.model = model;
        this.audioFiles = audioFiles;
        this.queries = queries;
    }

    /**
     * Plays the recordings one after the other.
     *
     * @param recordings by name
     * @param texts queries
     * @param phases of the grid, at most the frames of a hop
     * @param progress gets a line after each recording
     */
    public static PhaseReport run(
            EarshotConfig config,
            Map<String, Path> recordings,
            List<String> texts,
            int phases,
            Consumer<String> progress)
            throws IOException {
        try (AudioFiles audioFiles = AudioOpening.files(config);
                LoadedModel model = LoadedModel.open(config)) {
            PhaseBench bench = new PhaseBench(model, audioFiles, model.table(standing(texts)));
            List<PhaseSpread> spreads = new ArrayList<>();
            for (Map.Entry<String, Path> recording : recordings.entrySet()) {
                spreads.addAll(bench.spreads(recording.getKey(), recording.getValue(), phases));
                progress.accept(recording.getKey() + ": heard at " + phases + " phases");
            }
            HopGrid grid = model.stages().grid();
            return new PhaseReport(phases, (double) grid.hopSamples() / grid.sampleRateHz(), spreads);
        }
    }

    private static List<StandingQuery> standing(List<String> texts) {
        List<StandingQuery> standing = new ArrayList<>();
        for (String text : texts) {
            standing.add(new StandingQuery(text, text, List.of(), DecisionRules.DEFAULT));
        }
        return standing;
    }

    /** Of the queries that open at one phase at least. */
    private List<PhaseSpread> spreads(String name, Path recording, int phases) throws IOException {
        List<PhaseHearing> hearings = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            hearings.add(hear(recording, sourceAt(model.stages().grid(), phase, phases)));
        }
        return queries.queries().stream()
                .map(query -> PhaseSpread.of(name, query.query().id(), hearings))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A source's grid lies by its id: the first id whose hops lie at a phase. */
    static String sourceAt(HopGrid grid, int phase, int phases) {
        int lead = phase * grid.hopFrames() / phases;
        int number = 0;
        while (grid.spreadLeadFrames("phase-" + number) != lead) {
            number++;
        }
        return "phase-" + number;
    }

    private PhaseHearing hear(Path recording, String sourceId) throws IOException {
        TaggerStages stages = model.stages();
        PhaseHearing hearing = new PhaseHearing();
        AudioTagger tagger = new AudioTagger(stages, sourceId, (segment, report) -> score(hearing, segment, report));
        try (PcmStream pcm = audioFiles.open(recording)) {
            ChunkCutter cutter = new ChunkCutter(pcm, sourceId, 0, 0, AudioOrigin.LIVE, CHUNK_MILLIS);
            for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
                for (Event event : tagger.accept(chunk.get(), queries).events()) {
                    if (event.phase() == EventPhase.CLOSE) {
                        hearing.event(event);
                    }
                }
            }
        }
        return hearing;
    }

    private void score(PhaseHearing hearing, EncodedSegment segment, MatchReport report) {
        for (Match match : report.matches()) {
            double confidence = model.stages().points().confidence(match.query(), match.score());
            hearing.hop(match.query().query().id(), segment.span().endMicros(), confidence);
        }
    }
}
