package io.earshot.explain;

import io.earshot.decide.DecisionStages;
import io.earshot.decide.Explanation;
import io.earshot.explain.Judge.Judgement;
import io.earshot.match.EncodedSegment;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Explains moments by judging the kept segments again. Safe for several threads if its parts are. */
public final class Explainer {
    /** Time before and after the moment whose hops the explanation lists. */
    private static final long AROUND_MICROS = 4_000_000;

    private final SegmentMatcher matcher;
    private final DecisionStages stages;
    private final Function<StandingQuery, RegisteredQuery> encoding;

    /**
     * @param matcher not the one of live audio: a matcher keeps the layout of the last table
     * @param stages that decide on live audio
     * @param encoding encodes a changed query, as registering does; throws a {@link NothingToExplainException} if it cannot
     */
    public Explainer(SegmentMatcher matcher, DecisionStages stages, Function<StandingQuery, RegisteredQuery> encoding) {
        this.matcher = matcher;
        this.stages = stages;
        this.encoding = encoding;
    }

    /**
     * Why the query fired at the moment, or why it did not.
     *
     * @param stretch from well before the moment, so that open sounds are known, to some time after it
     * @param recorded events and near misses of live audio; {@link Recorded#NOTHING} for a trial
     * @throws NothingToExplainException if the query cannot be scored
     */
    public Explained explain(Moment moment, RegisteredQuery query, Stretch stretch, Recorded recorded) {
        boolean isHeard = stretch.segments().stream().map(EncodedSegment::span).anyMatch(moment::touches);
        if (!isHeard) {
            boolean byAnother = stretch.ofOtherModels().stream().anyMatch(moment::touches);
            return unjudged(moment, query, byAnother ? Verdict.OTHER_MODEL : Verdict.NO_AUDIO, stretch);
        }
        Heard heard = new Heard(matcher, stretch.segments());
        Judge judge = new Judge(moment, heard, stages);
        Judgement again = judge.judge(query);
        Judgement judgement = judge.asRecorded(again, recorded.of(moment, query, stages.modelDigest()));
        List<Suggestion> suggestions = judgement.isHeard()
                ? List.of()
                : new SuggestionSearch(judge, query, judgement, encoding).find(again.isHeard());
        return new Explained(
                moment,
                query.query(),
                query.version(),
                stages.modelDigest(),
                judgement.verdict(),
                around(moment, judge.hops(query)),
                Optional.of(judgement.best()),
                Optional.of(why(judgement.best(), stretch)),
                judgement.event(),
                judgement.rejection(),
                suggestions,
                new Notes(moment, stretch)
                        .onJudgement(judgement, suggestions)
                        .onRecord(recorded, judgement, again)
                        .lines());
    }

    private Explanation why(JudgedHop best, Stretch stretch) {
        EncodedSegment segment = stretch.segments().stream()
                .filter(one -> one.span().equals(best.span()))
                .findFirst()
                .orElseThrow();
        return stages.explain(segment, best.match(), best.point());
    }

    private static List<JudgedHop> around(Moment moment, List<JudgedHop> hops) {
        return hops.stream()
                .filter(hop -> moment.touches(
                        hop.span().startMicros() - AROUND_MICROS, hop.span().endMicros() + AROUND_MICROS))
                .toList();
    }

    private Explained unjudged(Moment moment, RegisteredQuery query, Verdict verdict, Stretch stretch) {
        return new Explained(
                moment,
                query.query(),
                query.version(),
                stages.modelDigest(),
                verdict,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                verdict == Verdict.NO_AUDIO ? new Notes(moment, stretch).onGap().lines() : List.of());
    }
}
