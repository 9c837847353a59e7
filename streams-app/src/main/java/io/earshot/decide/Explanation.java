package io.earshot.decide;

import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;

/**
 * What a segment's score consists of, and how it compares with the background.
 *
 * @param path the parts of the score
 * @param background the query's scores on the source's own background, or on the model's if that is unknown
 * @param backgroundPercentile percentage of that background that scores less, 0 to 100
 * @param evidenceStartMicros audio time at which the scored segment starts
 * @param evidenceEndMicros audio time at which it ends
 */
public record Explanation(
        ScorePath path,
        BackgroundFit background,
        double backgroundPercentile,
        long evidenceStartMicros,
        long evidenceEndMicros) {}
