package io.earshot.decide;

import java.util.Optional;

/**
 * The segment of a sound with the highest confidence so far.
 *
 * @param gridIndex of its newest hop
 * @param endMicros audio time at which it ends
 * @param confidence calibrated score
 * @param score before calibration
 * @param why explanation of the score; empty below the opening confidence
 */
public record Peak(long gridIndex, long endMicros, double confidence, double score, Optional<Explanation> why) {}
