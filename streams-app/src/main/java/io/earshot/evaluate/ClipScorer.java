package io.earshot.evaluate;

import io.earshot.audio.AudioChunk;
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
     * What became of a clip.
     *
     * @param scores {@code [texts]}, read-only; empty if the clip was skipped
     * @param seconds of audio that were heard
     */
    record Result(double[] scores, double seconds, Optional<SkippedClip> skip) {
        private static Result skipped(LabelledClip clip, String reason) {
            return new Result(new double[0], 0, Optional.of(SkippedClip.of(clip, reason)));
        }
    }

    /** The clip's scores, or why there are none: what could not be listened to would be scored as silence. */
    Result score(LabelledClip clip) {
        try (PcmStream pcm = Excerpt.of(files.open(clip.file()), clip)) {
            return score(clip, pcm);
        } catch (InvalidAudioException | IOException e) {
            return Result.skipped(clip, String.valueOf(e.getMessage()));
        }
    }

    private Result score(LabelledClip clip, PcmStream pcm) throws IOException {
        List<double[]> segments = new ArrayList<>();
        AudioTagger tagger =
                new AudioTagger(stages, clip.name(), (segment, report) -> segments.add(confidences(report)));
        ChunkCutter cutter = new ChunkCutter(pcm, clip.name(), 0, 0, ChunkCutter.DEFAULT_MILLIS);
        Unheard unheard = new Unheard();
        double seconds = 0;
        for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
            TaggedChunk tagged = tagger.accept(chunk.get(), candidates.table());
            unheard.count(chunk.get(), tagged);
            seconds = (double) chunk.get().endSample() / pcm.format().sampleRateHz();
        }
        Optional<String> missing = unheard.line().or(pcm::shortfall);
        if (missing.isPresent()) {
            return Result.skipped(clip, clip.file() + ": " + missing.get());
        }
        if (segments.isEmpty()) {
            return Result.skipped(clip, clip.file() + ": has no samples where its excerpt is");
        }
        return new Result(candidates.pooled(segments, pool), seconds, Optional.empty());
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
