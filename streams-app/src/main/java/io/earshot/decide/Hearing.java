package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.segment.HopGrid;
import io.earshot.segment.HopSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One hop and one query, made only for the few queries that may match in it. */
final class Hearing {
    /** A hop is near a sound if its confidence reaches this part of the opening confidence. */
    static final double NEAR_PART = 0.5;

    private static final long MICROS = 1_000_000;

    private final DecisionStages stages;
    private final EncodedSegment segment;
    private final Match match;
    private final OperatingPoint point;
    private final double confidence;
    /** Scored at first use. */
    private TokenTrail tokens;

    /** @param point in force, or of the candidate or open event */
    Hearing(DecisionStages stages, EncodedSegment segment, Match match, double confidence, OperatingPoint point) {
        this.stages = stages;
        this.segment = segment;
        this.match = match;
        this.point = point;
        this.confidence = confidence;
    }

    HopSpan span() {
        return segment.span();
    }

    double confidence() {
        return confidence;
    }

    /** The query as it is now, and the operating point. */
    Subject subject() {
        return new Subject(match.query().query(), match.query().version(), stages.modelDigest(), point);
    }

    boolean isHit() {
        return confidence >= point.openConfidence();
    }

    boolean isHeard() {
        return confidence >= point.closeConfidence();
    }

    boolean isNear() {
        return confidence >= NEAR_PART * point.openConfidence() || isNegated();
    }

    /** Whether it would be a hit without the negatives. */
    boolean isNegated() {
        return match.penalty() > 0
                && !isHit()
                && stages.points().confidence(match.query(), match.score() + match.penalty()) >= point.openConfidence();
    }

    /** The negative that matches best. */
    Optional<String> strongestNegative() {
        return stages.explainer().strongestNegative(segment.encoded().embedding(), match.query());
    }

    /** The tokens of the segment. */
    TokenTrail tokens() {
        if (tokens == null) {
            tokens = tokens(stages, segment, match);
        }
        return tokens;
    }

    /** The tokens of the hop. */
    TokenTrail added() {
        TokenTrail all = tokens();
        return all.newest(tokensPerHop(stages.grid(), segment, all.scores().size()));
    }

    /** The segment as a peak, with an explanation if it can open an event. */
    Peak peak() {
        return new Peak(
                span().gridIndex(),
                span().endMicros(),
                confidence,
                match.score(),
                isHit() ? Optional.of(stages.explain(segment, match, point)) : Optional.empty());
    }

    private static TokenTrail tokens(DecisionStages stages, EncodedSegment segment, Match match) {
        float[] scores = stages.explainer().tokenScores(segment.encoded(), match.query());
        HopGrid grid = stages.grid();
        HopSpan span = segment.span();
        int perHop = tokensPerHop(grid, segment, scores.length);
        if (perHop == 0) {
            return new TokenTrail(span.segmentStartMicros(), 0, List.of());
        }
        // By the grid: the span's own times are cut off where the audio starts and ends.
        long rate = grid.sampleRateHz();
        long tokenMicros = grid.hopSamples() * MICROS / rate / perHop;
        List<Float> list = new ArrayList<>(scores.length);
        for (float score : scores) {
            list.add(score);
        }
        return new TokenTrail(span.gridEndMicros() - scores.length * tokenMicros, tokenMicros, list);
    }

    /** A run's first segment is its first hop alone. */
    private static int tokensPerHop(HopGrid grid, EncodedSegment segment, int tokens) {
        return segment.span().startsRun() ? tokens : tokens / grid.segmentHops();
    }
}
