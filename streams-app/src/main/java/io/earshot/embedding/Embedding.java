package io.earshot.embedding;

/**
 * A segment or a text in an {@link EmbeddingSpace}.
 *
 * @param levels {@code [L x D]} flat, low to high, each level of length 1, read-only
 * @param factors {@code [K x d]} flat, each factor of length at most 1, read-only
 */
public record Embedding(float[] levels, float[] factors) {
    /** @throws IllegalArgumentException if a length is not the space's; both numbers are in the message */
    public Embedding requireIn(EmbeddingSpace space) {
        if (levels.length != space.levelValues() || factors.length != space.factorValues()) {
            throw new IllegalArgumentException("embedding has " + levels.length + " + " + factors.length
                    + " values, space " + space.modelDigest() + " needs " + space.levelValues() + " + "
                    + space.factorValues());
        }
        return this;
    }
}
