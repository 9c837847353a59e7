package io.earshot.evaluate.stream;

import io.earshot.evaluate.InvalidClipListException;
import io.earshot.evaluate.OrderedWorkers;
import io.earshot.ingest.AudioFiles;
import io.earshot.register.QueryRegistrar;
import io.earshot.tagger.TaggerStages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;

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
     * Makes the streams, listens to them and judges.
     *
     * @throws InvalidClipListException if a label cannot be a query, or there is nothing to plant or no background
     */
    public StreamRun run(StreamSounds sounds, StreamProgress progress) throws InterruptedException {
        long start = System.nanoTime();
        try (OrderedWorkers workers = new OrderedWorkers(options.threads())) {
            StreamSets sets = new StreamMaker(files, rateHz, options, workers, progress).make(sounds);
            QueryTexts queries = QueryTexts.register(sets.foreground().byLabel().keySet(), options.rules(), registrar);
            progress.planted(
                    sets.evaluation().plantings().size(), 2 * options.snrsDb().size());
            List<JudgedStream> development = hear(sets.development(), queries, workers, progress);
            QueryTexts judged = options.isTuned()
                    ? queries.openingAt(OpeningTuning.openings(queries.size(), development))
                    : queries;
            List<JudgedStream> evaluation = hear(sets.evaluation(), judged, workers, progress);
            StreamJudge judge = new StreamJudge(development, evaluation, judged, options.minutes());
            StreamReport report = report(sets, judge, (System.nanoTime() - start) / 1e9);
            List<JudgedStream> streams = new ArrayList<>(development);
            streams.addAll(evaluation);
            return new StreamRun(report, queries.texts(), streams, judge.thresholds());
        }
    }

    private List<JudgedStream> hear(StreamSet set, QueryTexts queries, OrderedWorkers workers, StreamProgress progress)
            throws InterruptedException {
        List<StreamSet.Member> members = set.members(options.snrsDb());
        DoubleAdder heardSeconds = new DoubleAdder();
        List<JudgedStream> streams = new ArrayList<>();
        workers.map(
                members,
                member -> hear(member, queries, heardSeconds::add),
                (index, stream) -> streams.add(stream),
                (done, of) -> progress.heard(Math.round(heardSeconds.sum()), 60L * options.minutes() * of));
        return streams;
    }

    private JudgedStream hear(StreamSet.Member member, QueryTexts queries, StreamListening.Progress progress) {
        PlantedStream stream = member.open(rateHz);
        HeardStream heard = StreamListening.to(stream, stages, queries, progress);
        return new JudgedStream(
                member, stream, heard, queries.references(member.set().plantings(), rateHz));
    }

    private StreamReport report(StreamSets sets, StreamJudge judge, double wallSeconds) {
        return new StreamReport(
                options,
                judge.overall(),
                judge.atDefault(),
                judge.bySnr(),
                judge.byQuery(),
                sets.evaluation().plantings().size(),
                sets.foreground().sounds(),
                sets.shared(),
                sets.skipped(),
                stages.modelDigest(),
                wallSeconds);
    }
}
