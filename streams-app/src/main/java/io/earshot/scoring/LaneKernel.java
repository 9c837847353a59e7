package io.earshot.scoring;

/**
 * Inner loops over rows, an element for each lane. Each array is read at the loop's own index and the loops have no branch: that is what
 * lets the compiler turn them into vector instructions, and it is why a row is an array of its own. {@link #ROWS} rows are read at a
 * time, and for two sums where there are two, so that there is more to add than to load. Each element sees the same operations in the same
 * order whatever its neighbours are, and whether its sum is one of two.
 */
final class LaneKernel {
    /** Rows that are read together. */
    static final int ROWS = 4;

    private static final float EXP_FLOOR = -30f;
    private static final int EXP_DOUBLINGS = 8;

    private LaneKernel() {}

    /**
     * {@code sum[i] += sum_r x[r] rows[r][i]}, and the same for {@code second} with {@code y}.
     *
     * <p>One method for one and for two sums, with loops of its own: it is too long to be inlined (325 bytes of byte code). Inlined into
     * loops around it, it takes much longer (C2 of JDK 17; ADR 35).
     *
     * @param rows Not modified.
     * @param from first row
     * @param to end of the rows, {@link #ROWS} or a multiple of it behind the first
     * @param x one value a row. Not modified.
     * @param sum added to
     * @param y one value a row; null if there is no second sum. Not modified.
     * @param second added to, as long as the first; null if there is none
     */
    static void multiply(float[][] rows, int from, int to, float[] x, float[] sum, float[] y, float[] second) {
        int lanes = sum.length;
        for (int r = from; r < to; r += ROWS) {
            float[] a = rows[r];
            float[] b = rows[r + 1];
            float[] c = rows[r + 2];
            float[] d = rows[r + 3];
            if (a.length < lanes || b.length < lanes || c.length < lanes || d.length < lanes) {
                throw new IllegalArgumentException("rows shorter than " + lanes + " lanes");
            }
            float xa = x[r];
            float xb = x[r + 1];
            float xc = x[r + 2];
            float xd = x[r + 3];
            if (y == null) {
                for (int i = 0; i < lanes; i++) {
                    sum[i] = Fused.add(xd, d[i], Fused.add(xc, c[i], Fused.add(xb, b[i], Fused.add(xa, a[i], sum[i]))));
                }
                continue;
            }
            float ya = y[r];
            float yb = y[r + 1];
            float yc = y[r + 2];
            float yd = y[r + 3];
            for (int i = 0; i < lanes; i++) {
                float va = a[i];
                float vb = b[i];
                float vc = c[i];
                float vd = d[i];
                float sumX = sum[i];
                float sumY = second[i];
                sum[i] = Fused.add(xd, vd, Fused.add(xc, vc, Fused.add(xb, vb, Fused.add(xa, va, sumX))));
                second[i] = Fused.add(yd, vd, Fused.add(yc, vc, Fused.add(yb, vb, Fused.add(ya, va, sumY))));
            }
        }
    }

    /**
     * {@code sum[i] += sum_r weights[r] |x[r] + rows[r][i]|}.
     *
     * @param rows Not modified.
     * @param from first row
     * @param to end of the rows, {@link #ROWS} or a multiple of it behind the first
     * @param x one value a row. Not modified.
     * @param weights one a row. Not modified.
     * @param sum added to
     */
    static void activate(float[][] rows, int from, int to, float[] x, float[] weights, float[] sum) {
        for (int r = from; r < to; r += ROWS) {
            addAbsolutes(
                    rows[r],
                    rows[r + 1],
                    rows[r + 2],
                    rows[r + 3],
                    sum,
                    x[r],
                    x[r + 1],
                    x[r + 2],
                    x[r + 3],
                    weights[r],
                    weights[r + 1],
                    weights[r + 2],
                    weights[r + 3]);
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

    private static void addAbsolutes(
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float[] sum,
            float xa,
            float xb,
            float xc,
            float xd,
            float wa,
            float wb,
            float wc,
            float wd) {
        for (int i = 0; i < sum.length; i++) {
            float s = Fused.add(wa, Math.abs(a[i] + xa), sum[i]);
            s = Fused.add(wb, Math.abs(b[i] + xb), s);
            s = Fused.add(wc, Math.abs(c[i] + xc), s);
            sum[i] = Fused.add(wd, Math.abs(d[i] + xd), s);
        }
    }
}
