package io.earshot.scoring;

/** THA: the similarity of two embeddings over all levels, {@code S_THA = sum_l lambda_l <a_l, t_l>}. */
final class HierarchicalAlignment {
    private final int levelDim;
    private final float[] levelWeights;

    /**
     * @param levelDim D
     * @param levelWeights lambda {@code [L]}. Not modified.
     */
    HierarchicalAlignment(int levelDim, float[] levelWeights) {
        this.levelDim = levelDim;
        this.levelWeights = levelWeights;
    }

    /** Cosine of one level. Both {@code [L x D]} with levels of length 1. Not modified. */
    double cosine(int level, float[] audio, float[] text) {
        return VectorMath.dot(audio, level * levelDim, text, level * levelDim, levelDim);
    }

    /** S_THA. Both {@code [L x D]} with levels of length 1. Not modified. */
    double similarity(float[] audio, float[] text) {
        double sum = 0;
        for (int level = 0; level < levelWeights.length; level++) {
            sum += levelWeights[level] * cosine(level, audio, text);
        }
        return sum;
    }

    /** {@code [L x D]}, each level times the root of its weight, so that S_THA is one inner product. Not modified. */
    float[] scaled(float[] levels) {
        float[] scaled = new float[levels.length];
        for (int level = 0; level < levelWeights.length; level++) {
            double root = Math.sqrt(levelWeights[level]);
            for (int i = level * levelDim; i < (level + 1) * levelDim; i++) {
                scaled[i] = (float) (root * levels[i]);
            }
        }
        return scaled;
    }
}
