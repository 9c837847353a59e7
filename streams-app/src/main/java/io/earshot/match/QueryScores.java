package io.earshot.match;

import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import java.util.List;
import java.util.function.Function;

/** Scores the texts of one query, whatever its rules and sources. */
public final class QueryScores {
    private final SegmentMatcher matcher;
    private final QueryTable table;
    private final Function<String, RuntimeException> failure;

    /** @param failure makes the exception of a query that cannot be scored, from its message */
    public QueryScores(SegmentMatcher matcher, RegisteredQuery query, Function<String, RuntimeException> failure) {
        this.matcher = matcher;
        this.table = QueryTable.empty().with(query.under(query.query().rules(), List.of()));
        this.failure = failure;
    }

    public Match of(EncodedSegment segment) {
        MatchReport report =
                matcher.match(segment.span().sourceId(), segment.encoded().embedding(), table);
        if (report.matches().isEmpty()) {
            throw failure.apply("the query cannot be scored: "
                    + String.join("; ", report.errors().values()));
        }
        return report.matches().get(0);
    }
}
