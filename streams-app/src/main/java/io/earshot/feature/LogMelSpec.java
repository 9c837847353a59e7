package io.earshot.feature;

import io.earshot.dsp.ScaledLogarithm;

/**
 * The front end that a model was trained on; comes from its manifest, never from settings. Formulas: models/FORMAT.md.
 *
 * @param kind which formulas
 * @param sampleRateHz of the input
 * @param preEmphasis factor c of y[n] = x[n+1] - c x[n]; 0 for {@link FrontEndKind#SLANEY}, which leaves samples alone
 * @param fftSize points of the FFT
 * @param windowSamples length of the Hann window function, centred in the FFT
 * @param hopSamples samples between frames
 * @param mels number of mel bands
 * @param lowHz lower edge of the first band
 * @param highHz upper edge of the last band
 * @param logFloor added to the mel power before the logarithm; for {@link FrontEndKind#SLANEY} the least power
 * @param offset added to the logarithm
 * @param scale divides the sum
 */
public record LogMelSpec(
        FrontEndKind kind,
        int sampleRateHz,
        double preEmphasis,
        int fftSize,
        int windowSamples,
        int hopSamples,
        int mels,
        double lowHz,
        double highHz,
        double logFloor,
        double offset,
        double scale) {
    /** 10 log10(x) = DECIBELS ln(x). */
    private static final double DECIBELS = 10 / StrictMath.log(10);

    /** The log-mel value of a power in a band. */
    public float compress(double power) {
        double logarithm = switch (kind) {
            case KALDI -> Math.log(power + logFloor);
            case SLANEY -> 10 * Math.log10(Math.max(power, logFloor));
        };
        return (float) ((logarithm + offset) / scale);
    }

    /** What {@link #compress} does to a power that has its floor. */
    ScaledLogarithm logarithm() {
        return new ScaledLogarithm((kind == FrontEndKind.KALDI ? 1 : DECIBELS) / scale, offset / scale);
    }

    /** The log-mel value of digital silence. */
    public float silence() {
        return compress(0);
    }
}
