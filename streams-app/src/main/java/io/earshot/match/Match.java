package io.earshot.match;

import io.earshot.query.RegisteredQuery;

/**
 * A query and how well a segment answers it, before calibration. No decision is taken here.
 *
 * @param query that was scored
 * @param score similarity S in [-1, 1]
 */
public record Match(RegisteredQuery query, float score) {}
