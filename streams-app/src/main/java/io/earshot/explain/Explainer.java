package io.earshot.explain;

import io.earshot.calibration.OperatingPoints;
import io.earshot.match.EncodedSegment;
import io.earshot.match.ScoreExplainer;
import io.earshot.match.ScorePath;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import java.util.List;
import java.util.Optional;

/** Explains moments by judging again what was kept of them. Safe for several threads if its parts are. */
public final class Explainer {
    /** Hops before and after the moment that are shown, in microseconds. */
    private static final long AROUND_MICROS = 4_000_000;

    private final SegmentMatcher matcher;
    private final ScoreExplainer scores;
    private final OperatingPoints points;
    private final QueryEncoding encoding;
    private final String modelDigest;

    /**
     * @param matcher not one that live audio uses: it keeps the table that it saw last laid out
     * @param scores tells what a score is made of
     * @param points confidences and thresholds in force
     * @param encoding encodes changed queries
     */
    public Explainer(
            SegmentMatcher matcher,
            ScoreExplainer scores,
            OperatingPoints points,
            QueryEncoding encoding,
            String modelDigest) {
        this.matcher = matcher;
        this.scores = scores;
        this.points = points;
        this.encoding = encoding;
        this.modelDigest = modelDigest;
    }

    /**
     * Why the query fired at the moment, or why it did not.
     *
     * @param stretch from well before the moment, so that what was going on is known, to some time after it
     * @throws NothingToExplainException if the query cannot be scored
     */
    public Explained explain(Moment moment, RegisteredQuery query, Stretch stretch) {
        boolean isHeard = stretch.segments().stream().map(EncodedSegment::span).anyMatch(moment::touches);
        if (!isHeard) {
            boolean byAnother = stretch.ofOtherModels().stream().anyMatch(moment::touches);
            return unjudged(moment, query, byAnother ? Verdict.OTHER_MODEL : Verdict.NO_AUDIO, stretch);
        }
        Heard heard = new Heard(matcher, moment.sourceId(), stretch.segments());
        Judge judge = new Judge(moment, heard, points, modelDigest);
        Judgement judgement = judge.judge(query);
        List<Suggestion> suggestions =
                judgement.isHeard() ? List.of() : new SuggestionSearch(judge, query, judgement, encoding).find();
        return new Explained(
                moment,
                query.query(),
                query.version(),
                modelDigest,
                judgement.verdict(),
                around(moment, judge.hops(query)),
                Optional.of(judgement.best()),
                Optional.of(path(judgement.best(), query, stretch)),
                judgement.event(),
                judgement.rejection(),
                suggestions,
                Notes.of(moment, stretch, judgement, suggestions));
    }

    private ScorePath path(JudgedHop best, RegisteredQuery query, Stretch stretch) {
        EncodedSegment segment = stretch.segments().stream()
                .filter(one -> one.span().equals(best.span()))
                .findFirst()
                .orElseThrow();
        return scores.explain(segment.encoded().embedding(), query);
    }

    private static List<JudgedHop> around(Moment moment, List<JudgedHop> hops) {
        return hops.stream()
                .filter(hop -> moment.touches(
                        hop.span().startMicros() - AROUND_MICROS, hop.span().endMicros() + AROUND_MICROS))
                .toList();
    }

    private Explained unjudged(Moment moment, RegisteredQuery query, Verdict verdict, Stretch stretch) {
        List<HopSpan> known =
                stretch.segments().stream().map(EncodedSegment::span).toList();
        return new Explained(
                moment,
                query.query(),
                query.version(),
                modelDigest,
                verdict,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                verdict == Verdict.NO_AUDIO ? Notes.ofGap(moment, known) : List.of());
    }
}
