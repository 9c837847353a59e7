package io.earshot.evaluate;

import io.earshot.evaluate.EvaluationReport.RetrievalQuality;
import io.earshot.ingest.AudioFiles;
import io.earshot.register.QueryRegistrar;
import io.earshot.tagger.TaggerStages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures a model on labelled clips. Closes nothing that it was handed. */
public final class Evaluation {
    private final TaggerStages stages;
    private final QueryRegistrar registrar;
    private final AudioFiles files;
    private final EvaluationOptions options;

    public Evaluation(TaggerStages stages, QueryRegistrar registrar, AudioFiles files, EvaluationOptions options) {
        this.stages = stages;
        this.registrar = registrar;
        this.files = files;
        this.options = options;
    }

    /**
     * Scores every clip for every text that the clips have.
     *
     * @param clips at least one
     * @throws InvalidClipListException if a text cannot be a query, or no clip could be measured
     */
    public EvaluationReport run(List<LabelledClip> clips, EvaluationProgress progress) throws InterruptedException {
        long start = System.nanoTime();
        List<String> texts = clips.stream()
                .map(LabelledClip::texts)
                .flatMap(List::stream)
                .distinct()
                .toList();
        Measured measured = new Measured(clips, progress);
        try (OrderedWorkers workers = new OrderedWorkers(options.threads())) {
            CandidateTexts candidates = CandidateTexts.register(texts, options.prompts(), registrar, workers, progress);
            ClipScorer scorer = new ClipScorer(stages, files, candidates, options.pool());
            workers.map(
                    clips, scorer::score, measured, (done, of) -> progress.done(done + " of " + of + " clips encoded"));
        }
        return report(texts, measured, Duration.ofNanos(System.nanoTime() - start));
    }

    private EvaluationReport report(List<String> texts, Measured measured, Duration wall) {
        if (measured.scores.isEmpty()) {
            throw new InvalidClipListException("none of the " + measured.skipped.size() + " clips could be measured");
        }
        ScoreTable table = ScoreTable.of(texts, measured.scores, measured.texts, options.sharesTexts());
        List<Ranking> ofTexts = table.ofTexts();
        ZeroShot zeroShot = ZeroShot.of(table, ofTexts);
        return new EvaluationReport(
                zeroShot.accuracy(),
                ofTexts.stream()
                        .mapToDouble(Ranking::averagePrecision)
                        .average()
                        .orElseThrow(),
                RetrievalQuality.of(ofTexts, table.clips()),
                RetrievalQuality.of(table.ofClips(), table.texts().size()),
                zeroShot.classes(),
                zeroShot.confusions(),
                table.clips(),
                table.texts().size(),
                List.copyOf(measured.skipped),
                measured.seconds,
                wall.toNanos() / 1e9,
                stages.modelDigest(),
                options.pool(),
                options.prompts());
    }

    /** Collects the clips' results in the order of the list. */
    private static final class Measured implements OrderedWorkers.Sink<ClipScorer.Result> {
        private final List<LabelledClip> clips;
        private final EvaluationProgress progress;
        private final List<double[]> scores = new ArrayList<>();
        private final List<List<String>> texts = new ArrayList<>();
        private final List<SkippedClip> skipped = new ArrayList<>();
        private double seconds;

        Measured(List<LabelledClip> clips, EvaluationProgress progress) {
            this.clips = clips;
            this.progress = progress;
        }

        @Override
        public void take(int index, ClipScorer.Result result) {
            if (result.skip().isPresent()) {
                skipped.add(result.skip().get());
                progress.skipped(result.skip().get());
                return;
            }
            scores.add(result.scores());
            texts.add(clips.get(index).texts());
            seconds += result.seconds();
        }
    }
}
