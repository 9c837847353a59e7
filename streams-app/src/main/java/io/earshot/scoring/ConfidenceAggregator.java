package io.earshot.scoring;

/**
 * CA: how much each pair of factors is to be trusted.
 *
 * <p>{@code z_k = w2 . ReLU(W_a a_k + W_t t_k + b)}, {@code w = softmax_k(z)}. The first layer sees the concatenated
 * pair, so it splits into a part of the audio and a part of the text, and each is computed once and not once per pair.
 */
final class ConfidenceAggregator {
    private final int factors;
    private final int factorDim;
    private final ConfidenceWeights weights;

    /**
     * @param factors K
     * @param factorDim d
     */
    ConfidenceAggregator(int factors, int factorDim, ConfidenceWeights weights) {
        this.factors = factors;
        this.factorDim = factorDim;
        this.weights = weights.requireFactorDim(factorDim);
    }

    /** {@code W_a a_k} {@code [K x h]} of {@code [K x d]}. Not modified. */
    float[] audioPart(float[] audioFactors) {
        return project(audioFactors, weights.audio(), new float[weights.hidden()]);
    }

    /** {@code W_t t_k + b} {@code [K x h]} of {@code [K x d]}. Not modified. */
    float[] textPart(float[] textFactors) {
        return project(textFactors, weights.text(), weights.bias());
    }

    /** w {@code [K]}, positive, sum 1, of the two parts {@code [K x h]}. Not modified. */
    double[] confidences(float[] audioPart, float[] textPart) {
        double[] confidences = new double[factors];
        for (int k = 0; k < factors; k++) {
            confidences[k] = logit(k, audioPart, textPart);
        }
        softmax(confidences);
        return confidences;
    }

    private double logit(int k, float[] audioPart, float[] textPart) {
        int hidden = weights.hidden();
        float[] output = weights.output();
        double sum = 0;
        for (int j = 0; j < hidden; j++) {
            double activation = (double) audioPart[k * hidden + j] + textPart[k * hidden + j];
            sum += output[j] * Math.max(activation, 0);
        }
        return sum;
    }

    private float[] project(float[] vectors, float[] matrix, float[] bias) {
        int hidden = weights.hidden();
        float[] projected = new float[factors * hidden];
        for (int k = 0; k < factors; k++) {
            for (int j = 0; j < hidden; j++) {
                double sum = VectorMath.dot(matrix, j * factorDim, vectors, k * factorDim, factorDim);
                projected[k * hidden + j] = (float) (sum + bias[j]);
            }
        }
        return projected;
    }

    /** Overwritten with its softmax. */
    private static void softmax(double[] logits) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - greatest);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
    }
}
