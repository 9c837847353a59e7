package io.earshot.evaluate;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.TaggedChunk;
import io.earshot.tagger.TaggerStages;
import io.earshot.tagger.Unheard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tags clips, each as a source of its own, and keeps how confident each query was. Safe for several threads. */
final class ClipScorer {
    private final TaggerStages stages;
    private final AudioFiles files;
    private final CandidateTexts candidates;
    private final ClipPool pool;

    ClipScorer(TaggerStages stages, AudioFiles files, CandidateTexts candidates, ClipPool pool) {
        this.stages = stages;
        this.files = files;
        this.candidates = candidates;
        this.pool = pool;
    }

    /**
     * A clip that was heard.
     *
     * @param texts that are right for it
     * @param scores {@code [texts]}, read-only
     * @param seconds of audio
     */
    record Scored(List<String> texts, double[] scores, double seconds) {}

    /** @throws InvalidAudioException if a part cannot be heard: it would be scored as silence */
    Scored score(LabelledClip clip) throws IOException {
        try (PcmStream pcm = Excerpt.of(files.open(clip.file()), clip)) {
            return score(clip, pcm);
        }
    }

    private Scored score(LabelledClip clip, PcmStream pcm) throws IOException {
        List<double[]> segments = new ArrayList<>();
        AudioTagger tagger =
                new AudioTagger(stages, clip.name(), (segment, report) -> segments.add(confidences(report)));
        ChunkCutter cutter = new ChunkCutter(pcm, clip.name(), 0, 0, AudioOrigin.RECORDING, ChunkCutter.DEFAULT_MILLIS);
        Unheard unheard = new Unheard();
        double seconds = 0;
        for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
            TaggedChunk tagged = tagger.accept(chunk.get(), candidates.table());
            unheard.count(chunk.get(), tagged);
            seconds = pcm.format().seconds(chunk.get().endSample());
        }
        Optional<String> missing = unheard.line().or(pcm::shortfall);
        if (missing.isPresent()) {
            throw new InvalidAudioException(clip.file() + ": " + missing.get());
        }
        if (segments.isEmpty()) {
            throw new InvalidAudioException(clip.file() + ": has no samples where its excerpt is");
        }
        return new Scored(clip.texts(), candidates.pooled(segments, pool), seconds);
    }

    private double[] confidences(MatchReport report) {
        double[] confidences = new double[candidates.queries()];
        for (Match match : report.matches()) {
            confidences[CandidateTexts.indexOf(match.query().query())] =
                    stages.points().confidence(match.query(), match.score());
        }
        return confidences;
    }
}
