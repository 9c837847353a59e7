package io.earshot.scoring;

/**
 * A score and what it is made of. Arrays are read-only.
 *
 * @param score S in [-1, 1]
 * @param levelSimilarity S_THA, the part of the levels
 * @param factorSimilarity S_CA, the part of the factors; 0 if there are none
 * @param levelCosines {@code [L]}, low to high
 * @param factorSimilarities {@code [K]}, dot products
 * @param factorConfidences {@code [K]}, positive, sum 1
 */
public record ScoreDetail(
        double score,
        double levelSimilarity,
        double factorSimilarity,
        double[] levelCosines,
        double[] factorSimilarities,
        double[] factorConfidences) {}
