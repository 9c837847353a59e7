package io.earshot.explain;

import io.earshot.calibration.OperatingPoint;
import io.earshot.match.Match;
import io.earshot.segment.HopSpan;

/**
 * A hop, the query's score on the segment that it ends, and the operating point.
 *
 * @param span of the hop
 * @param levelDbfs of its audio, dB relative to full scale
 * @param match before calibration
 * @param confidence calibrated
 * @param confidenceWithoutNegatives confidence without the penalty of the negatives
 * @param point operating point in force
 */
public record JudgedHop(
        HopSpan span,
        double levelDbfs,
        Match match,
        double confidence,
        double confidenceWithoutNegatives,
        OperatingPoint point) {
    /** Distance to the opening confidence; not positive if the hop reached it. */
    public double missing() {
        return point.openConfidence() - confidence;
    }
}
