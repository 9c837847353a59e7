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

    /** C {@code [K]}. Both {@code [K x d]} with factors of length 1. Not modified. */
    double[] cosines(float[] audio, float[] text) {
        double[] cosines = new double[factors];
        for (int k = 0; k < factors; k++) {
            cosines[k] = VectorMath.dot(audio, k * factorDim, text, k * factorDim, factorDim);
        }
        return cosines;
    }
}
