package io.earshot.dsp;

/** Levels in decibels relative to full scale: a square wave of amplitude 1 has 0 dBFS, a sine of amplitude 1 has -3.01. */
public final class Decibels {
    /** Level of silence; lower levels are raised to it. */
    public static final double SILENCE_DBFS = -120.0;

    private Decibels() {}

    /** {@code 10 log10(power)}, not below {@link #SILENCE_DBFS}. */
    public static double ofPower(double power) {
        return power <= 1e-12 ? SILENCE_DBFS : 10.0 * Math.log10(power);
    }

    /**
     * Level of the mean square of samples {@code from} to before {@code to}; {@link #SILENCE_DBFS} if there are none.
     *
     * @param samples Not modified.
     */
    public static double ofSamples(float[] samples, int from, int to) {
        return to > from ? ofPower(meanSquare(samples, from, to)) : SILENCE_DBFS;
    }

    /**
     * Mean of the squares of samples {@code from} to before {@code to}; 0 if there are none.
     *
     * @param samples Not modified.
     */
    public static double meanSquare(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return to > from ? sum / (to - from) : 0;
    }

    /** Mean square of a level. */
    public static double toPower(double dbfs) {
        return Math.pow(10, dbfs / 10);
    }
}
