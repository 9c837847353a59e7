package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.query.StandingQuery;

/**
 * A query and its operating point.
 *
 * @param query as it was when the sound began
 * @param queryVersion of the query
 * @param modelDigest of the model
 * @param point at which it opens and closes
 */
public record Subject(StandingQuery query, String queryVersion, String modelDigest, OperatingPoint point) {}
