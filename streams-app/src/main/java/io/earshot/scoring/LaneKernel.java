package io.earshot.scoring;

import java.util.Arrays;

/**
 * Inner loops over rows of {@link #ROW} floats. Each array is read at the loop's own index and the loops have no
 * branch: that is what lets the compiler turn them into vector instructions, and it is why a row is an array of its
 * own. Each element sees the same operations in the same order whatever its neighbours are.
 */
final class LaneKernel {
    /** Floats of a row. */
    static final int ROW = 128;

    private static final float EXP_FLOOR = -30f;
    private static final int EXP_DOUBLINGS = 8;

    private LaneKernel() {}

    /**
     * {@code sum[i] = sum_r x[r][i] * y[r][i]}.
     *
     * @param x rows. Not modified.
     * @param y rows. Not modified.
     * @param from first row
     * @param rows number of rows
     * @param sum {@code [ROW]}. Overwritten.
     */
    static void multiplyRows(float[][] x, float[][] y, int from, int rows, float[] sum) {
        Arrays.fill(sum, 0f);
        int r = from;
        for (; r + 2 <= from + rows; r += 2) {
            addTwoProducts(x[r], y[r], x[r + 1], y[r + 1], sum);
        }
        if (r < from + rows) {
            addProduct(x[r], y[r], sum);
        }
    }

    /**
     * {@code sum[i] = sum_r 2 weights[r] ReLU(x[r][i] + y[r][i])}; twice, because {@code s + |s|} needs no branch.
     *
     * @param x rows. Not modified.
     * @param y rows. Not modified.
     * @param from first row
     * @param weights one a row. Not modified.
     * @param sum {@code [ROW]}. Overwritten.
     */
    static void activateRows(float[][] x, float[][] y, int from, float[] weights, float[] sum) {
        Arrays.fill(sum, 0f);
        for (int r = 0; r < weights.length; r++) {
            addActivation(x[from + r], y[from + r], weights[r], sum);
        }
    }

    /**
     * exp of values that are not positive, to an absolute error below 1e-6: a polynomial of x / 256, then squared eight
     * times, kept as exp - 1 so that rounding does not grow.
     *
     * @param values Overwritten.
     */
    static void exp(float[] values) {
        for (int i = 0; i < values.length; i++) {
            float y = Math.max(values[i], EXP_FLOOR) * (1f / (1 << EXP_DOUBLINGS));
            float e = y * (1f + y * (0.5f + y * (1f / 6 + y * (1f / 24))));
            e = e * (e + 2f);
            e = e * (e + 2f);
            e = e * (e + 2f);
            e = e * (e + 2f);
            e = e * (e + 2f);
            e = e * (e + 2f);
            e = e * (e + 2f);
            e = e * (e + 2f);
            values[i] = 1f + e;
        }
    }

    private static void addTwoProducts(float[] x0, float[] y0, float[] x1, float[] y1, float[] sum) {
        for (int i = 0; i < ROW; i++) {
            sum[i] += x0[i] * y0[i] + x1[i] * y1[i];
        }
    }

    private static void addProduct(float[] x, float[] y, float[] sum) {
        for (int i = 0; i < ROW; i++) {
            sum[i] += x[i] * y[i];
        }
    }

    private static void addActivation(float[] x, float[] y, float weight, float[] sum) {
        for (int i = 0; i < ROW; i++) {
            float s = x[i] + y[i];
            sum[i] += weight * (s + Math.abs(s));
        }
    }
}
