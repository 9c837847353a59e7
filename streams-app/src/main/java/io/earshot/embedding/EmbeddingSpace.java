package io.earshot.embedding;

/**
 * The space in which segments and queries of one model meet. Vectors of different spaces are never compared.
 *
 * @param modelDigest SHA-256 of the model's manifest, hex
 * @param levels L, depths of the encoder that are matched
 * @param levelDim D, width of a level embedding
 * @param factors K, latent factors; 0 if the model has none
 * @param factorDim d, width of a factor
 */
public record EmbeddingSpace(String modelDigest, int levels, int levelDim, int factors, int factorDim) {
    /** L*D. */
    public int levelValues() {
        return levels * levelDim;
    }

    /** K*d. */
    public int factorValues() {
        return factors * factorDim;
    }
}
