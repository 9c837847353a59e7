package io.earshot.dsp;

import java.util.Arrays;

/**
 * Changes the sample rate by a windowed sinc, by absolute sample position: output {@code n} lies at input position
 * {@code n * inRate / outRate} and is a function of the inputs around it alone, so that how the input arrives cannot
 * change a bit. Immutable; may be shared between threads.
 *
 * <p>The low-pass is a sinc cut off at 0.46 of the lower rate under a Kaiser window function, 80 dB down from half the
 * lower rate on (Kaiser 1974). Each phase has its own taps, made to sum to 1. If the rates' ratio needs more than
 * {@value #MAX_PHASES} phases, positions are rounded to that fraction of an input sample. Equal rates copy.
 */
public final class Resampler {
    static final int MAX_PHASES = 2048;

    /** Greatest input index that {@link #firstInput} and its like can be asked about without overflow. */
    public static final long MAX_SAMPLE = 1L << 47;

    private static final double CUTOFF = 0.46;
    private static final double HALF_WIDTH = 32;
    private static final double KAISER_BETA = 0.1102 * (80 - 8.7);

    private final long up;
    private final long down;
    private final int phases;
    private final int reach;
    private final double[][] taps;

    /** @param inRateHz,outRateHz samples per second, positive */
    public Resampler(int inRateHz, int outRateHz) {
        if (inRateHz < 1 || outRateHz < 1) {
            throw new IllegalArgumentException("resampling from " + inRateHz + " to " + outRateHz + " Hz");
        }
        int divisor = gcd(inRateHz, outRateHz);
        this.up = outRateHz / divisor;
        this.down = inRateHz / divisor;
        this.phases = (int) Math.min(up, MAX_PHASES);
        double stretch = Math.max(1.0, (double) inRateHz / outRateHz);
        this.reach = isIdentity() ? 0 : (int) Math.ceil(HALF_WIDTH * stretch);
        this.taps = isIdentity() ? new double[0][] : tapsOfAllPhases(stretch);
    }

    /** First input that output {@code n} depends on; may be negative. */
    public long firstInput(long outIndex) {
        return isIdentity() ? outIndex : base(outIndex) - reach + 1;
    }

    /** First input after those that output {@code n} depends on. */
    public long endInput(long outIndex) {
        return isIdentity() ? outIndex + 1 : base(outIndex) + reach + 1;
    }

    /** How many outputs, counted from output 0, lie before an input. */
    public long outputsBefore(long inIndex) {
        return -Math.floorDiv(-inIndex * up, down);
    }

    /**
     * Makes {@code out.length} outputs from output {@code outStart} on. Inputs outside of what is given are 0.
     *
     * @param in inputs {@code inStart .. inStart + inLength - 1}. Not modified.
     * @param out Overwritten.
     */
    public void resample(float[] in, int inLength, long inStart, long outStart, float[] out) {
        if (isIdentity()) {
            copy(in, inLength, inStart, outStart, out);
            return;
        }
        long whole = Math.floorDiv(outStart * down, up);
        long rest = Math.floorMod(outStart * down, up);
        for (int i = 0; i < out.length; i++) {
            int phase = phase(rest);
            long first = whole + phase / phases - reach + 1 - inStart;
            double[] row = taps[phase % phases];
            boolean inside = first >= 0 && first + row.length <= inLength;
            out[i] = inside ? dot(row, in, (int) first) : dotAtEdge(row, in, inLength, first);
            rest += down;
            whole += rest / up;
            rest %= up;
        }
    }

    /** Four sums, so that one need not wait for the other; always the same four. */
    private static float dot(double[] row, float[] in, int first) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int k = 0;
        for (; k + 3 < row.length; k += 4) {
            sum0 += row[k] * in[first + k];
            sum1 += row[k + 1] * in[first + k + 1];
            sum2 += row[k + 2] * in[first + k + 2];
            sum3 += row[k + 3] * in[first + k + 3];
        }
        for (; k < row.length; k++) {
            sum0 += row[k] * in[first + k];
        }
        return (float) ((sum0 + sum1) + (sum2 + sum3));
    }

    private static float dotAtEdge(double[] row, float[] in, int inLength, long first) {
        int from = (int) Math.max(0, Math.min(row.length, -first));
        int to = (int) Math.max(from, Math.min(row.length, inLength - first));
        if (from == to) {
            return 0f;
        }
        float[] padded = new float[row.length];
        System.arraycopy(in, (int) (first + from), padded, from, to - from);
        return dot(row, padded, 0);
    }

    private boolean isIdentity() {
        return up == down;
    }

    /** The input at or before the position of an output. */
    private long base(long outIndex) {
        return Math.floorDiv(outIndex * down, up) + phase(Math.floorMod(outIndex * down, up)) / phases;
    }

    /** {@code rest / up} of an input sample in phases, up to {@code phases} itself; exact if each phase has its taps. */
    private int phase(long rest) {
        return (int) (phases == up ? rest : (rest * phases + up / 2) / up);
    }

    private static void copy(float[] in, int inLength, long inStart, long outStart, float[] out) {
        long from = Math.max(inStart, outStart);
        long to = Math.max(from, Math.min(inStart + inLength, outStart + out.length));
        Arrays.fill(out, 0f);
        if (to > from) {
            System.arraycopy(in, (int) (from - inStart), out, (int) (from - outStart), (int) (to - from));
        }
    }

    private double[][] tapsOfAllPhases(double stretch) {
        double[][] all = new double[phases][];
        for (int phase = 0; phase < phases; phase++) {
            all[phase] = tapsOf((double) phase / phases, stretch);
        }
        return all;
    }

    private double[] tapsOf(double fraction, double stretch) {
        double[] row = new double[2 * reach];
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
            double distance = (k - reach + 1 - fraction) / stretch;
            row[k] = sinc(2 * CUTOFF * distance) * kaiser(distance / HALF_WIDTH);
            sum += row[k];
        }
        for (int k = 0; k < row.length; k++) {
            row[k] /= sum;
        }
        return row;
    }

    // StrictMath: the taps have the same bits on each machine.
    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel0(KAISER_BETA * StrictMath.sqrt(1 - x * x)) / bessel0(KAISER_BETA);
    }

    /** Modified Bessel function of order 0 by its power series. */
    private static double bessel0(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
