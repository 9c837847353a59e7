package io.earshot.scoring;

import java.util.Arrays;

/** Where a thread's {@link BlockScorer} puts its scores; used again for each block. */
public final class LaneScores {
    private static final int LANES = BlockScorer.LANES;
    private static final int ROW_VALUES = LaneKernel.ROW / LANES;

    private final float[] scores = new float[LANES];
    private final float[] greatest = new float[LANES];
    private final float[] weightSums = new float[LANES];
    private final float[] weightedSimilarities = new float[LANES];

    /** {@code [8 x LANES]}: partial sums of the levels. */
    final float[] sums = new float[LaneKernel.ROW];

    /** {@code [K / 8][8 x LANES]}. */
    final float[][] similarities;

    /** {@code [K / 8][8 x LANES]}. */
    final float[][] logits;

    LaneScores(int factorGroups) {
        this.similarities = new float[factorGroups][LaneKernel.ROW];
        this.logits = new float[factorGroups][LaneKernel.ROW];
    }

    /** S of the pair in a lane. */
    public float get(int lane) {
        return scores[lane];
    }

    /** Adds the partial sums of each lane: S_THA becomes the score. */
    void foldSums() {
        Arrays.fill(scores, 0f);
        for (int value = 0; value < ROW_VALUES; value++) {
            for (int lane = 0; lane < LANES; lane++) {
                scores[lane] += sums[value * LANES + lane];
            }
        }
    }

    /** {@code S = (1 - g) S + g sum_k softmax_k(z) C_k}. Logits are overwritten. */
    void mix(float gate, int factors) {
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        for (int k = 0; k < factors; k++) {
            raiseGreatest(logits[k / ROW_VALUES], k % ROW_VALUES * LANES);
        }
        for (int k = 0; k < factors; k++) {
            subtractGreatest(logits[k / ROW_VALUES], k % ROW_VALUES * LANES);
        }
        for (float[] group : logits) {
            LaneKernel.exp(group);
        }
        Arrays.fill(weightSums, 0f);
        Arrays.fill(weightedSimilarities, 0f);
        for (int k = 0; k < factors; k++) {
            addWeighted(logits[k / ROW_VALUES], similarities[k / ROW_VALUES], k % ROW_VALUES * LANES);
        }
        for (int lane = 0; lane < LANES; lane++) {
            scores[lane] = (1 - gate) * scores[lane] + gate * weightedSimilarities[lane] / weightSums[lane];
        }
    }

    private void raiseGreatest(float[] group, int from) {
        for (int lane = 0; lane < LANES; lane++) {
            greatest[lane] = Math.max(greatest[lane], group[from + lane]);
        }
    }

    private void subtractGreatest(float[] group, int from) {
        for (int lane = 0; lane < LANES; lane++) {
            group[from + lane] -= greatest[lane];
        }
    }

    private void addWeighted(float[] weights, float[] values, int from) {
        for (int lane = 0; lane < LANES; lane++) {
            weightSums[lane] += weights[from + lane];
            weightedSimilarities[lane] += weights[from + lane] * values[from + lane];
        }
    }
}
