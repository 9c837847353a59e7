package io.earshot.scoring;

/**
 * Up to {@link BlockScorer#MOST_LANES} embeddings of one side, laid out for {@link BlockScorer} so that the same value of all of them lies
 * side by side in a row, an embedding in each lane. The number of rows of a part is a multiple of {@link LaneKernel#ROWS}, filled up with
 * zeros; so is the number of lanes, of {@link LaneLayout#LANE_STEP}. Immutable.
 */
public final class LaneBlock {
    /** Elements of a row. */
    final int lanes;

    /** {@code [L*D][lanes]}, scaled by the roots of the level weights. */
    final float[][] levels;

    /** {@code [K][d][lanes]}. */
    final float[][][] factors;

    /** {@code [K][h][lanes]}, this side's part of the first layer of the confidence perceptron. */
    final float[][][] confidence;

    /** {@code [K][lanes]}, half the sum of that part weighted by the second layer. */
    final float[][] linear;

    LaneBlock(int lanes, float[][] levels, float[][][] factors, float[][][] confidence, float[][] linear) {
        this.lanes = lanes;
        this.levels = levels;
        this.factors = factors;
        this.confidence = confidence;
        this.linear = linear;
    }
}
