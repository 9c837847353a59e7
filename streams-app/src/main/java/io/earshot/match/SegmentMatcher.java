package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.query.QueryTable;

/** Finds the queries that a segment matches. */
public interface SegmentMatcher {
    /**
     * @param sourceId of the segment; queries that do not apply to it are not scored
     * @param segment Not modified.
     */
    MatchReport match(String sourceId, Embedding segment, QueryTable table);
}
