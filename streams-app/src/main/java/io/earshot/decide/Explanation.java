package io.earshot.decide;

import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;

/**
 * Why a segment scored as it did, and what that score is worth.
 *
 * @param path what the score is made of
 * @param background the query's scores on the source's own background, or on the model's where that is not known
 * @param backgroundPercentile percentage of that background's segments that score less, 0 to 100
 * @param evidenceStartMicros audio time at which the segment starts that was scored
 * @param evidenceEndMicros audio time at which it ends
 */
public record Explanation(
        ScorePath path,
        BackgroundFit background,
        double backgroundPercentile,
        long evidenceStartMicros,
        long evidenceEndMicros) {}
