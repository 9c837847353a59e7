package io.earshot.scoring;

/**
 * The perceptron that judges how much a pair of factors is to be trusted; one for all factors. All read-only.
 *
 * @param hidden h, units of its hidden layer
 * @param audio {@code [h x d]}
 * @param text {@code [h x d]}
 * @param bias {@code [h]}
 * @param output {@code [h]}
 */
public record ConfidenceWeights(int hidden, float[] audio, float[] text, float[] bias, float[] output) {
    /** @throws IllegalArgumentException if a length is not what h and d make it */
    public ConfidenceWeights requireFactorDim(int factorDim) {
        require("audio", audio.length, hidden * factorDim);
        require("text", text.length, hidden * factorDim);
        require("bias", bias.length, hidden);
        require("output", output.length, hidden);
        return this;
    }

    private static void require(String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    "confidence." + name + " has " + found + " values, " + expected + " needed");
        }
    }
}
