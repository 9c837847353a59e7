package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.query.QueryTable;
import java.util.List;

/** Finds the queries that segments match. */
public interface SegmentMatcher {
    /**
     * The report of one segment.
     *
     * @param sourceId of the segment; queries that do not apply to it are not scored
     * @param segment Not modified.
     */
    MatchReport match(String sourceId, Embedding segment, QueryTable table);

    /** A report for each segment, in their order. What is matched together does not change a bit of a report. */
    default List<MatchReport> match(List<SourceEmbedding> segments, QueryTable table) {
        return segments.stream()
                .map(segment -> match(segment.sourceId(), segment.embedding(), table))
                .toList();
    }
}
