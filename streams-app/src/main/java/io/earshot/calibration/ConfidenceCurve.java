package io.earshot.calibration;

import io.earshot.query.BackgroundFit;

/**
 * The logistic curve {@code 1 / (1 + exp(-(zWeight (S - mean) / deviation + scoreWeight S + bias)))}, fitted so that it
 * is the probability that the query's sound can be heard in the segment.
 *
 * @param zWeight of the standardised score
 * @param scoreWeight of the score itself
 * @param bias added to them
 */
public record ConfidenceCurve(double zWeight, double scoreWeight, double bias) {
    private static final double LOWEST = 1e-9;
    private static final double HIGHEST = 1 - LOWEST;

    /** The confidence of a score, in (0, 1); the lowest if the score is not a number. */
    public double confidence(double score, BackgroundFit fit) {
        double z = (score - fit.mean()) / fit.deviation();
        double logit = zWeight * z + scoreWeight * score + bias;
        double confidence = 1 / (1 + Math.exp(-logit));
        return confidence >= LOWEST ? Math.min(confidence, HIGHEST) : LOWEST;
    }

    /** The score of a confidence in (0, 1): the inverse of {@link #confidence}; not finite on a flat curve. */
    public double score(double confidence, BackgroundFit fit) {
        double logit = Math.log(confidence / (1 - confidence));
        double slope = zWeight / fit.deviation() + scoreWeight;
        return (logit - bias + zWeight * fit.mean() / fit.deviation()) / slope;
    }

    /** Most that the confidence can change for a change of the score by 1. */
    public double steepness(BackgroundFit fit) {
        return Math.abs(zWeight / fit.deviation() + scoreWeight) / 4;
    }
}
