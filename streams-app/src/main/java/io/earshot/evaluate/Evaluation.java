package io.earshot.evaluate;

import io.earshot.evaluate.ClipScorer.Scored;
import io.earshot.evaluate.EvaluationReport.RetrievalQuality;
import io.earshot.ingest.AudioFiles;
import io.earshot.register.QueryRegistrar;
import io.earshot.tagger.TaggerStages;
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
        List<Scored> scored = new ArrayList<>();
        List<SkippedClip> skipped = new ArrayList<>();
        try (OrderedWorkers workers = new OrderedWorkers(options.threads())) {
            CandidateTexts candidates = CandidateTexts.register(texts, options.prompts(), registrar, workers, progress);
            ClipScorer scorer = new ClipScorer(stages, files, candidates, options.pool());
            workers.map(
                    clips,
                    clip -> ClipResult.of(clip, scorer::score),
                    result -> result.handle(scored::add, clip -> {
                        skipped.add(clip);
                        progress.skipped(clip);
                    }),
                    done -> progress.done(done + " of " + clips.size() + " clips encoded"));
        }
        return report(texts, scored, skipped, (System.nanoTime() - start) / 1e9);
    }

    private EvaluationReport report(
            List<String> texts, List<Scored> scored, List<SkippedClip> skipped, double wallSeconds) {
        if (scored.isEmpty()) {
            throw new InvalidClipListException("none of the " + skipped.size() + " clips could be measured");
        }
        ScoreTable table = ScoreTable.of(
                texts,
                scored.stream().map(Scored::scores).toList(),
                scored.stream().map(Scored::texts).toList(),
                options.sharesTexts());
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
                List.copyOf(skipped),
                scored.stream().mapToDouble(Scored::seconds).reduce(0, Double::sum),
                wallSeconds,
                stages.modelDigest(),
                options.pool(),
                options.prompts());
    }
}
