package io.earshot.decide;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.OperatingPoint;
import io.earshot.calibration.OperatingPoints;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.ScoreExplainer;
import io.earshot.query.BackgroundFit;
import io.earshot.segment.HopGrid;

/**
 * The stages of a decision, the same for all sources. All parts are safe for use by several threads.
 *
 * @param modelDigest of the model
 * @param points confidences and thresholds
 * @param explainer of the model
 * @param grid of the model
 */
public record DecisionStages(String modelDigest, OperatingPoints points, ScoreExplainer explainer, HopGrid grid) {
    /** Explains the match of a segment, at an operating point. */
    public Explanation explain(EncodedSegment segment, Match match, OperatingPoint point) {
        BackgroundFit shipped = match.query().background();
        return new Explanation(
                explainer.explain(segment.encoded().embedding(), match),
                point.calibration().map(Calibration::background).orElse(shipped),
                point.calibration()
                        .map(known -> BackgroundPercentile.of(match.score(), known))
                        .orElseGet(() -> BackgroundPercentile.of(match.score(), shipped)),
                segment.span().segmentStartMicros(),
                segment.span().endMicros());
    }
}
