package io.earshot.scoring;

/** DCR: the similarity of two embeddings factor by factor, {@code C_k = <a_k, t_k>}. */
final class FactorSimilarity {
    private final int factors;
    private final int factorDim;

    /**
     * @param factors K
     * @param factorDim d
     */
    FactorSimilarity(int factors, int factorDim) {
        this.factors = factors;
        this.factorDim = factorDim;
    }

    /** C {@code [K]}. Both {@code [K x d]} with factors of length at most 1. Not modified. */
    double[] similarities(float[] audio, float[] text) {
        double[] similarities = new double[factors];
        for (int k = 0; k < factors; k++) {
            similarities[k] = VectorMath.dot(audio, k * factorDim, text, k * factorDim, factorDim);
        }
        return similarities;
    }
}
