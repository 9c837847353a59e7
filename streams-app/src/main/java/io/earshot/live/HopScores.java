package io.earshot.live;

import io.earshot.calibration.OperatingPoint;
import io.earshot.calibration.OperatingPoints;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * The queries that a segment answers best, by the matcher and the operating points that decide. Queries that go by the level
 * alone have no confidence, and are left out. Safe for several threads if the matcher is.
 */
public final class HopScores {
    private static final int MOST = 5;
    private static final Comparator<ScoredHop.Score> NEARNESS =
            Comparator.comparingDouble(score -> score.confidence() / score.openConfidence());

    private final SegmentMatcher matcher;
    private final OperatingPoints points;
    private final Supplier<QueryTable> queries;

    /** @param queries the table in force */
    public HopScores(SegmentMatcher matcher, OperatingPoints points, Supplier<QueryTable> queries) {
        this.matcher = matcher;
        this.points = points;
        this.queries = queries;
    }

    /** At most {@value #MOST}; empty if no query applies to the source. */
    public Optional<LiveItem> of(EncodedSegment segment) {
        HopSpan span = segment.span();
        PriorityQueue<ScoredHop.Score> best = new PriorityQueue<>(MOST + 1, NEARNESS);
        for (Match match : matcher.match(span.sourceId(), segment.encoded().embedding(), queries.get())
                .matches()) {
            if (match.query().query().rules().aboveLevelDbfs().isEmpty()) {
                best.add(score(span, match));
                if (best.size() > MOST) {
                    best.remove();
                }
            }
        }
        List<ScoredHop.Score> scores = best.stream().sorted(NEARNESS.reversed()).toList();
        return scores.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScoredHop(span.sourceId(), span.startMicros(), span.endMicros(), scores));
    }

    private ScoredHop.Score score(HopSpan span, Match match) {
        RegisteredQuery query = match.query();
        OperatingPoint point = points.of(span.sourceId(), query, span.startMicros());
        return new ScoredHop.Score(
                query.query().id(),
                points.confidence(query, match.score()),
                point.openConfidence(),
                point.closeConfidence());
    }
}
