package io.earshot.dsp;

/**
 * The mel scale of Slaney's Auditory Toolbox (1998), as librosa has it: 3 mels to 200 Hz up to 1000 Hz, above that 27
 * mels to each factor of 6.4.
 */
public final class SlaneyScale {
    private static final double HZ_PER_MEL = 200.0 / 3;
    private static final double BREAK_HZ = 1000;
    private static final double BREAK_MEL = BREAK_HZ / HZ_PER_MEL;
    private static final double LOG_STEP = StrictMath.log(6.4) / 27;

    private SlaneyScale() {}

    /** Mels of a frequency. */
    public static double mel(double hz) {
        return hz < BREAK_HZ ? hz / HZ_PER_MEL : BREAK_MEL + StrictMath.log(hz / BREAK_HZ) / LOG_STEP;
    }

    /** Frequency of a number of mels. */
    public static double hz(double mel) {
        return mel < BREAK_MEL ? mel * HZ_PER_MEL : BREAK_HZ * StrictMath.exp((mel - BREAK_MEL) * LOG_STEP);
    }
}
