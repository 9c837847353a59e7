package io.earshot.tagger;

import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.DecisionStages;
import io.earshot.encoder.AudioEncoder;
import io.earshot.feature.LogMelSpec;
import io.earshot.match.ScoreExplainer;
import io.earshot.match.SegmentMatcher;
import io.earshot.segment.HopGrid;

/**
 * What turns audio into events, whether Kafka is there or not. All parts are safe for use by several threads.
 *
 * @param grid of the model
 * @param frontEnd of the model
 * @param encoder closed by whoever made it
 * @param matcher finds the queries that a segment answers
 * @param points confidences and thresholds
 * @param explainer explains matches
 */
public record TaggerStages(
        HopGrid grid,
        LogMelSpec frontEnd,
        AudioEncoder encoder,
        SegmentMatcher matcher,
        OperatingPoints points,
        ScoreExplainer explainer) {
    /** What events are decided with. */
    public DecisionStages decision() {
        return new DecisionStages(modelDigest(), points, explainer, grid);
    }

    /** SHA-256 of the model's manifest, hex. */
    public String modelDigest() {
        return encoder.space().modelDigest();
    }
}
