package io.earshot.match;

import io.earshot.query.RegisteredQuery;

/**
 * A query and how well a segment answers it, before calibration. Not a decision.
 *
 * @param query that was scored
 * @param score similarity S in [-1, 1] of its best text, less the penalty
 * @param penalty what its negatives took off, at least 0
 */
public record Match(RegisteredQuery query, float score, float penalty) {
    /** A match of a query without negatives. */
    public Match(RegisteredQuery query, float score) {
        this(query, score, 0);
    }
}
