package io.earshot.preview;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import java.util.List;

/** Scores the texts of one query, whatever its rules and sources. */
final class QueryScores {
    private final SegmentMatcher matcher;
    private final QueryTable table;

    QueryScores(SegmentMatcher matcher, RegisteredQuery query) {
        this.matcher = matcher;
        this.table = QueryTable.empty().with(query.under(query.query().rules(), List.of()));
    }

    /** @throws NothingToPreviewException if the query cannot be scored */
    Match of(EncodedSegment segment) {
        MatchReport report =
                matcher.match(segment.span().sourceId(), segment.encoded().embedding(), table);
        if (report.matches().isEmpty()) {
            throw new NothingToPreviewException("the query cannot be scored: "
                    + String.join("; ", report.errors().values()));
        }
        return report.matches().get(0);
    }
}
