package io.earshot.encoder.onnx;

/** Means of vectors, most of length 1. */
final class UnitVectors {
    private static final double LEAST_LENGTH = 1e-6;

    private UnitVectors() {}

    /**
     * @param values Not modified.
     * @param sum of the same length. Overwritten.
     */
    static void add(float[] values, float[] sum) {
        for (int i = 0; i < values.length; i++) {
            sum[i] += values[i];
        }
    }

    /** @param values Overwritten. */
    static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /**
     * Scales each vector to length 1.
     *
     * @param vectors {@code [n x dim]}. Overwritten.
     */
    static void normalise(float[] vectors, int dim) {
        for (int from = 0; from < vectors.length; from += dim) {
            double squares = 0;
            for (int i = from; i < from + dim; i++) {
                squares += (double) vectors[i] * vectors[i];
            }
            double length = Math.max(Math.sqrt(squares), LEAST_LENGTH);
            for (int i = from; i < from + dim; i++) {
                vectors[i] = (float) (vectors[i] / length);
            }
        }
    }
}
