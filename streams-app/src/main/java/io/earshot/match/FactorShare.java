package io.earshot.match;

/**
 * What one latent factor gave to a score.
 *
 * @param factor its number, from 0
 * @param name the words nearest to it; empty if the model has none
 * @param factorConfidence learned weight of the pair of factors, in [0, 1]
 * @param similarity cosine of the two factors
 */
public record FactorShare(int factor, String name, double factorConfidence, double similarity) {}
