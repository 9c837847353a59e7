package io.earshot.scoring;

import io.earshot.embedding.EmbeddingSpace;
import java.util.Optional;

/**
 * What training learned about comparing embeddings.
 *
 * @param levelWeights {@code [L]}, none negative, their sum is 1; read-only
 * @param gate g in [0, 1], how much the factors count; 0 if the space has none
 * @param temperature of the loss that the model was trained with; scores are not divided by it
 * @param confidence the perceptron of the factors; empty if, and only if, the space has no factors
 */
public record ScoringWeights(
        float[] levelWeights, double gate, double temperature, Optional<ConfidenceWeights> confidence) {
    /** How far the sum of the level weights may be from 1. */
    public static final double SUM_TOLERANCE = 1e-4;

    /** @throws IllegalArgumentException if these weights do not fit the space or are out of range */
    public ScoringWeights requireFor(EmbeddingSpace space) {
        if (levelWeights.length != space.levels()) {
            throw new IllegalArgumentException(
                    levelWeights.length + " level weights, the space has " + space.levels() + " levels");
        }
        requireConvex();
        if (!(gate >= 0 && gate <= 1)) {
            throw new IllegalArgumentException("gate " + gate + " must be in [0, 1]");
        }
        boolean hasFactors = space.factors() > 0;
        if (confidence.isPresent() != hasFactors || (!hasFactors && gate != 0)) {
            throw new IllegalArgumentException("gate " + gate + " and "
                    + (confidence.isPresent() ? "a" : "no") + " confidence perceptron do not go with "
                    + space.factors() + " factors");
        }
        confidence.ifPresent(perceptron -> perceptron.requireFactorDim(space.factorDim()));
        return this;
    }

    private void requireConvex() {
        double sum = 0;
        for (float weight : levelWeights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("level weight " + weight + " must not be negative");
            }
            sum += weight;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("level weights sum to " + sum + ", not to 1");
        }
    }
}
