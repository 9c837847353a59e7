package io.earshot.evaluate.stream;

import io.earshot.decide.DecisionStages;
import io.earshot.decide.Replay;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.StreamListening.DetectionLog;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import java.util.List;
import java.util.stream.DoubleStream;

/** The same queries with rising opening confidences, decided upon side by side: what each opening would have reported. */
final class OpeningLadder {
    /** The opening confidences that are tried. */
    static final List<Double> RUNGS = List.of(.02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .97);

    private final List<Rung> rungs;

    OpeningLadder(DecisionStages stages, QueryTexts queries) {
        this.rungs = RUNGS.stream()
                .map(opening -> new Rung(
                        stages,
                        queries.openingAt(DoubleStream.generate(() -> opening)
                                .limit(queries.size())
                                .toArray())))
                .toList();
    }

    /** Takes the next segment, as the queries themselves were matched with it. */
    void hear(EncodedSegment segment, MatchReport report) {
        rungs.forEach(rung -> rung.hear(segment, report));
    }

    /** Ends what is going on. */
    List<List<List<Detection>>> end() {
        return rungs.stream().map(Rung::end).toList();
    }

    private static final class Rung {
        private final QueryTexts queries;
        private final DetectionLog log = new DetectionLog();
        private final Replay replay;
        private double heardSec;

        Rung(DecisionStages stages, QueryTexts queries) {
            this.queries = queries;
            this.replay =
                    Replay.asLive("ladder", queries.table(), stages, decision -> log.take(decision.events(), heardSec));
        }

        void hear(EncodedSegment segment, MatchReport report) {
            heardSec = segment.span().endMicros() / DetectionLog.MICROS;
            replay.hear(
                    segment,
                    report.matches().stream()
                            .map(match -> new Match(queries.like(match.query()), match.score(), match.penalty()))
                            .toList());
        }

        List<List<Detection>> end() {
            replay.end();
            return queries.byQuery(log.detections());
        }
    }
}
