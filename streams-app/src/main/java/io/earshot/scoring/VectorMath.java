package io.earshot.scoring;

/** Plain vector arithmetic; sums are kept in double. */
final class VectorMath {
    private VectorMath() {}

    /** Inner product of {@code length} values of each array from an offset on. Not modified. */
    static double dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }
}
