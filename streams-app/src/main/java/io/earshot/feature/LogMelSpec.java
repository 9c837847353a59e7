package io.earshot.feature;

/**
 * The front end that a model was trained on; comes from its manifest, never from settings. Formulas: models/FORMAT.md.
 *
 * @param sampleRateHz of the input
 * @param preEmphasis factor c of y[n] = x[n+1] - c x[n]
 * @param fftSize points of the FFT
 * @param windowSamples length of the symmetric Hann window function, centred in the FFT
 * @param hopSamples samples between frames
 * @param mels number of mel bands
 * @param lowHz lower edge of the first band
 * @param highHz upper edge of the last band
 * @param logFloor added to the mel power before the logarithm
 * @param offset added to the logarithm
 * @param scale divides the sum
 */
public record LogMelSpec(
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
        double scale) {}
