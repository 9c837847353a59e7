package io.earshot.match;

/**
 * The share of one latent factor in a score.
 *
 * @param factor its number, from 0
 * @param name the kind of sound it is about; empty if the model has none
 * @param factorConfidence learned weight of the pair of factors, in [0, 1]
 * @param similarity dot product of the two factors, in [-1, 1]
 */
public record FactorShare(int factor, String name, double factorConfidence, double similarity) {
    /** What the factor adds to S_CA; negative where it speaks against the query. */
    public double contribution() {
        return factorConfidence * similarity;
    }
}
