package io.earshot.dsp;

/**
 * {@code factor ln(x) + shift} of floats, many times as fast as {@link Math#log}. A value is {@code 2^e m} with m from 1 to 2; m is
 * divided by a number c near it, so that {@code r = m / c - 1} is at most 2^-7, and {@code ln x = e ln 2 + ln c + r - r^2 / 2 + r^3 / 3}.
 * Tables hold what belongs to e and to c, already scaled. Three roundings to float make the error, which is below
 * {@code 2^-24 (2 |A| + 2 |factor| + |result|)} where A, the table's entry for e, is at most {@code 88 |factor| + |shift|}; what the
 * series leaves out is below {@code 2^-30 |factor|}.
 */
public final class ScaledLogarithm {
    private static final int MANTISSA_BITS = 23;
    private static final int STEP_BITS = 7;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    private static final int ONE = Float.floatToRawIntBits(1);
    private static final int BIAS = 127;

    /** Of 9 bits, so that {@code m / c} needs little rounding. */
    private static final float[] INVERSE = new float[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            INVERSE[i] = Math.round(512 / (1 + (i + 0.5) / STEPS)) / 512f;
        }
    }

    private final float[] ofExponent = new float[2 * BIAS + 1];
    private final float[] ofStep = new float[STEPS];
    private final float factor;
    private final double exactFactor;
    private final double shift;

    public ScaledLogarithm(double factor, double shift) {
        this.factor = (float) factor;
        this.exactFactor = factor;
        this.shift = shift;
        for (int e = 0; e < ofExponent.length; e++) {
            ofExponent[e] = (float) (factor * (e - BIAS) * StrictMath.log(2) + shift);
        }
        for (int i = 0; i < STEPS; i++) {
            ofStep[i] = (float) (-factor * StrictMath.log(INVERSE[i]));
        }
    }

    /** Of a positive normal value; of others what {@link Math#log} makes of them. */
    public float of(float x) {
        if (!(x >= Float.MIN_NORMAL && x <= Float.MAX_VALUE)) {
            return (float) (exactFactor * Math.log(x) + shift);
        }
        int bits = Float.floatToRawIntBits(x);
        int step = (bits >>> (MANTISSA_BITS - STEP_BITS)) & (STEPS - 1);
        float r = Float.intBitsToFloat((bits & MANTISSA) | ONE) * INVERSE[step] - 1f;
        float series = r * (1f - r * (1 / 2f - r * (1 / 3f)));
        return ofExponent[bits >>> MANTISSA_BITS] + (ofStep[step] + series * factor);
    }
}
