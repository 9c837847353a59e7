package io.earshot.explain;

import io.earshot.calibration.OperatingPoint;
import io.earshot.match.Match;
import io.earshot.segment.HopSpan;

/**
 * A hop, how the query scored on the segment that it ends, and what that was compared with.
 *
 * @param span of the hop
 * @param levelDbfs of its audio, dB relative to full scale
 * @param match before calibration
 * @param confidence calibrated
 * @param confidenceWithoutNegatives what it would have been, had they taken nothing off
 * @param point in force
 */
public record JudgedHop(
        HopSpan span,
        double levelDbfs,
        Match match,
        double confidence,
        double confidenceWithoutNegatives,
        OperatingPoint point) {
    /** What it lacks to the opening confidence; not positive if it reached it. */
    public double missing() {
        return point.openConfidence() - confidence;
    }
}
