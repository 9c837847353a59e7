package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.query.StandingQuery;

/**
 * What is listened for, and by which measure.
 *
 * @param query as it was when the sound began
 * @param queryVersion of the query
 * @param modelDigest of the model that hears it
 * @param point at which it opens and closes
 */
public record Subject(StandingQuery query, String queryVersion, String modelDigest, OperatingPoint point) {}
