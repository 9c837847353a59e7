package io.earshot.decide;

import io.earshot.calibration.OperatingPoints;
import io.earshot.match.ScoreExplainer;
import io.earshot.segment.HopGrid;

/**
 * What a tracker decides with; the same for all sources. All parts are safe for use by several threads.
 *
 * @param modelDigest of the model
 * @param points confidences and thresholds
 * @param explainer of the model
 * @param grid of the model
 */
public record DecisionStages(String modelDigest, OperatingPoints points, ScoreExplainer explainer, HopGrid grid) {}
