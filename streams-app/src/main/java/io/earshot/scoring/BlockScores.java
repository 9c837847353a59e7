package io.earshot.scoring;

import java.util.Arrays;

/** Where a thread's {@link BlockScorer} puts its scores; used again for each block. */
public final class BlockScores {
    /** {@code [broadcasts][lanes]}. */
    private float[][] scores = {};

    /** {@code [GROUP][K][lanes]}. */
    final float[][][] similarities;

    /** {@code [GROUP][K][lanes]}. */
    final float[][][] logits;

    private float[] greatest = {};
    private float[] weightSums = {};
    private float[] weightedSimilarities = {};

    BlockScores(int factors) {
        this.similarities = new float[BlockScorer.GROUP][factors][0];
        this.logits = new float[BlockScorer.GROUP][factors][0];
    }

    /** S of the pair of a broadcast and the embedding in a lane. */
    public float get(int broadcast, int lane) {
        return scores[broadcast][lane];
    }

    /** The row of a broadcast. */
    float[] row(int broadcast) {
        return scores[broadcast];
    }

    /** Rows of zeros for the scores of so many. */
    void begin(int broadcasts, int lanes) {
        if (scores.length < broadcasts) {
            scores = Arrays.copyOf(scores, broadcasts);
        }
        for (int m = 0; m < broadcasts; m++) {
            scores[m] = zeros(scores[m], lanes);
        }
        if (greatest.length != lanes) {
            greatest = new float[lanes];
            weightSums = new float[lanes];
            weightedSimilarities = new float[lanes];
        }
    }

    /** Zeros for the factors of one of a group. */
    void beginFactors(int place, int lanes) {
        for (int k = 0; k < similarities[place].length; k++) {
            similarities[place][k] = zeros(similarities[place][k], lanes);
            logits[place][k] = zeros(logits[place][k], lanes);
        }
    }

    private static float[] zeros(float[] row, int lanes) {
        if (row == null || row.length != lanes) {
            return new float[lanes];
        }
        Arrays.fill(row, 0f);
        return row;
    }

    /**
     * {@code S = (1 - g) S + g sum_k softmax_k(z) C_k}. Logits are overwritten.
     *
     * @param place of the broadcast in its group
     * @param linearOfOne {@code [K]}, added to the logits
     * @param linear {@code [K][lanes]}, added to the logits
     */
    void mix(int broadcast, int place, float[] linearOfOne, float[][] linear, float gate) {
        float[][] z = logits[place];
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        for (int k = 0; k < z.length; k++) {
            addAndRaise(z[k], linear[k], linearOfOne[k], greatest);
        }
        Arrays.fill(weightSums, 0f);
        Arrays.fill(weightedSimilarities, 0f);
        for (int k = 0; k < z.length; k++) {
            subtract(z[k], greatest);
            LaneKernel.exp(z[k]);
            addWeighted(z[k], similarities[place][k], weightSums, weightedSimilarities);
        }
        blend(scores[broadcast], weightedSimilarities, weightSums, gate);
    }

    private static void addAndRaise(float[] z, float[] linear, float linearOfOne, float[] greatest) {
        for (int i = 0; i < z.length; i++) {
            z[i] = z[i] + (linear[i] + linearOfOne);
            greatest[i] = Math.max(greatest[i], z[i]);
        }
    }

    private static void subtract(float[] z, float[] greatest) {
        for (int i = 0; i < z.length; i++) {
            z[i] -= greatest[i];
        }
    }

    private static void addWeighted(float[] weights, float[] values, float[] weightSums, float[] weightedValues) {
        for (int i = 0; i < weights.length; i++) {
            weightSums[i] += weights[i];
            weightedValues[i] += weights[i] * values[i];
        }
    }

    private static void blend(float[] scores, float[] weightedValues, float[] weightSums, float gate) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (1 - gate) * scores[i] + gate * weightedValues[i] / weightSums[i];
        }
    }
}
