package io.earshot.evaluate.stream;

import io.earshot.evaluate.ClipFormat;
import io.earshot.evaluate.EvaluationProgress;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.OrderedWorkers;
import io.earshot.evaluate.stream.StreamMaker.StreamSet;
import io.earshot.ingest.AudioFiles;
import io.earshot.register.QueryRegistrar;
import io.earshot.tagger.TaggerStages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;

/** Measures how well events are found, on streams with planted sounds. Closes nothing that it was handed. */
public final class StreamEvaluation {
    private final TaggerStages stages;
    private final QueryRegistrar registrar;
    private final AudioFiles files;
    private final StreamOptions options;
    private final int rateHz;

    public StreamEvaluation(TaggerStages stages, QueryRegistrar registrar, AudioFiles files, StreamOptions options) {
        this.stages = stages;
        this.registrar = registrar;
        this.files = files;
        this.options = options;
        this.rateHz = stages.grid().sampleRateHz();
    }

    /**
     * The sounds that streams are made of.
     *
     * @param foreground to plant; a clip's first text is the query that must find it
     * @param background to plant them in
     */
    public record Sounds(List<LabelledClip> foreground, List<LabelledClip> background) {
        /**
         * Reads the list of each folder, {@code clips.csv} with the columns {@code file,label}.
         *
         * @throws InvalidClipListException if one has no list, or it cannot be read or holds no clip
         */
        public static Sounds read(Path foreground, Path background) throws IOException {
            return new Sounds(
                    ClipFormat.CSV.read(foreground, Optional.empty()),
                    ClipFormat.CSV.read(background, Optional.empty()));
        }
    }

    /**
     * Makes the streams, listens to them and judges.
     *
     * @throws InvalidClipListException if a label cannot be a query, or there is nothing to plant or no background
     */
    public StreamRun run(Sounds sounds, EvaluationProgress progress) throws InterruptedException {
        long start = System.nanoTime();
        try (OrderedWorkers workers = new OrderedWorkers(options.threads())) {
            StreamMaker.Made made = new StreamMaker(files, rateHz, options, workers, progress).make(sounds);
            QueryTexts queries = QueryTexts.register(made.foreground().byLabel().keySet(), options.rules(), registrar);
            progress.done(2 * options.snrsDb().size() + " streams, half of them for tuning; "
                    + made.evaluation().plantings().size() + " sounds planted in each to judge by");
            List<JudgedStream> development = hear(made.development(), queries, workers, progress);
            QueryTexts judged = options.isTuned()
                    ? queries.openingAt(ThresholdTuning.openings(queries.size(), development))
                    : queries;
            List<JudgedStream> evaluation = hear(made.evaluation(), judged, workers, progress);
            StreamJudge judge = new StreamJudge(development, evaluation, judged, options.minutes());
            StreamReport report = report(made, judge, (System.nanoTime() - start) / 1e9);
            return new StreamRun(
                    report,
                    Stream.of(development, evaluation).flatMap(List::stream).toList());
        }
    }

    private List<JudgedStream> hear(
            StreamSet set, QueryTexts queries, OrderedWorkers workers, EvaluationProgress progress)
            throws InterruptedException {
        DoubleAdder heardSeconds = new DoubleAdder();
        List<JudgedStream> streams = new ArrayList<>();
        workers.map(
                options.snrsDb(),
                snrDb -> new StreamListening(stages, queries).hear(set, snrDb, heardSeconds::add),
                streams::add,
                done -> progress.done(Math.round(heardSeconds.sum()) + " of "
                        + 60L * options.minutes() * options.snrsDb().size() + " s of streams heard"));
        return streams;
    }

    private StreamReport report(StreamMaker.Made made, StreamJudge judge, double wallSeconds) {
        return new StreamReport(
                options,
                judge.overall(),
                judge.atDefault(),
                judge.bySnr(),
                judge.byQuery(),
                made.evaluation().plantings().size(),
                made.foreground().sounds(),
                made.shared(),
                made.skipped(),
                stages.modelDigest(),
                wallSeconds);
    }
}
