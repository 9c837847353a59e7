package io.earshot.scoring;

/**
 * {@link BlockScorer#LANES} embeddings of one side, laid out for {@link BlockScorer} so that the same value of all of
 * them lies side by side, in rows of {@link LaneKernel#ROW} floats: eight values of sixteen lanes. Immutable.
 */
public final class LaneBlock {
    /** {@code [L*D / 8][8 x LANES]}, scaled by the roots of the level weights, padded with zeros. */
    final float[][] levels;

    /** {@code [K / 8 * d][8 x LANES]}: d rows for the first eight factors, and so on, padded with zeros. */
    final float[][] factors;

    /** {@code [K / 8 * h][8 x LANES]}, this side's part of the first layer of the confidence perceptron. */
    final float[][] confidence;

    LaneBlock(float[][] levels, float[][] factors, float[][] confidence) {
        this.levels = levels;
        this.factors = factors;
        this.confidence = confidence;
    }
}
