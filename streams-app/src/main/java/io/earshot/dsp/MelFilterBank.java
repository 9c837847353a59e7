package io.earshot.dsp;

import java.util.Arrays;

/**
 * Triangular mel bands, of which only weights above 0 are kept. There are two traditions, and a model hears well only
 * through the one that it was trained with.
 */
public final class MelFilterBank {
    private final int bins;
    private final int[] firstBin;
    private final double[][] weights;
    private final float[][] floats;

    private MelFilterBank(int bins, int mels) {
        this.bins = bins;
        this.firstBin = new int[mels];
        this.weights = new double[mels][];
        this.floats = new float[mels][];
    }

    /**
     * As Kaldi defines them: triangles linear on the scale {@code 1127 ln(1 + hz / 700)}, equally spaced there, of height
     * 1. The Nyquist bin has weight 0, as in Kaldi.
     *
     * @param mels number of bands
     * @param fftSize points of the FFT whose power is filtered
     * @param lowHz lower edge of the first band
     * @param highHz upper edge of the last band, at most the Nyquist frequency
     */
    public static MelFilterBank kaldi(int mels, int fftSize, double sampleRateHz, double lowHz, double highHz) {
        requireEdges(mels, sampleRateHz, lowHz, highHz);
        MelFilterBank bank = new MelFilterBank(fftSize / 2 + 1, mels);
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (mels + 1);
        for (int band = 0; band < mels; band++) {
            bank.keepPositive(band, bank.kaldiTriangle(low + band * step, step, sampleRateHz / fftSize));
        }
        return bank;
    }

    /**
     * As Slaney's Auditory Toolbox and librosa define them: edges equally spaced on {@link SlaneyScale}, triangles linear
     * in Hz, each of area 1.
     *
     * @param mels number of bands
     * @param fftSize points of the FFT whose power is filtered
     * @param lowHz lower edge of the first band
     * @param highHz upper edge of the last band, at most the Nyquist frequency
     */
    public static MelFilterBank slaney(int mels, int fftSize, double sampleRateHz, double lowHz, double highHz) {
        requireEdges(mels, sampleRateHz, lowHz, highHz);
        MelFilterBank bank = new MelFilterBank(fftSize / 2 + 1, mels);
        double low = SlaneyScale.mel(lowHz);
        double step = (SlaneyScale.mel(highHz) - low) / (mels + 1);
        for (int band = 0; band < mels; band++) {
            double leftHz = SlaneyScale.hz(low + band * step);
            double centreHz = SlaneyScale.hz(low + (band + 1) * step);
            double rightHz = SlaneyScale.hz(low + (band + 2) * step);
            bank.keepPositive(band, bank.slaneyTriangle(leftHz, centreHz, rightHz, sampleRateHz / fftSize));
        }
        return bank;
    }

    /** Kaldi's mel scale. */
    public static double mel(double hz) {
        return 1127.0 * StrictMath.log(1.0 + hz / 700.0);
    }

    /** Number of bands. */
    public int mels() {
        return weights.length;
    }

    /** Weight of a bin in a band. */
    public double weight(int band, int bin) {
        int i = bin - firstBin[band];
        return i >= 0 && i < weights[band].length ? weights[band][i] : 0;
    }

    /**
     * Power in each band.
     *
     * @param power {@code [fftSize / 2 + 1]}. Not modified.
     * @param melPower {@code [mels]}. Overwritten.
     */
    public void apply(float[] power, double[] melPower) {
        if (power.length != bins || melPower.length != weights.length) {
            throw new IllegalArgumentException("power of " + power.length + " bins and " + melPower.length + " bands; "
                    + bins + " and " + weights.length + " are needed");
        }
        for (int band = 0; band < weights.length; band++) {
            double[] row = weights[band];
            int first = firstBin[band];
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                sum += row[i] * power[first + i];
            }
            melPower[band] = sum;
        }
    }

    /**
     * Power in each band, of many frames at once. Each frame sees the same operations whatever its neighbours are.
     *
     * @param power {@code [fftSize / 2 + 1][>= frames]}. Not modified.
     * @param melPower {@code [mels][frames]}. Overwritten.
     */
    public void apply(float[][] power, float[][] melPower) {
        if (power.length != bins || melPower.length != weights.length) {
            throw new IllegalArgumentException("power of " + power.length + " bins and " + melPower.length + " bands; "
                    + bins + " and " + weights.length + " are needed");
        }
        for (int band = 0; band < weights.length; band++) {
            float[] row = floats[band];
            float[] sum = melPower[band];
            int first = firstBin[band];
            Arrays.fill(sum, 0f);
            int i = 0;
            for (; i + 2 <= row.length; i += 2) {
                addTwo(power[first + i], row[i], power[first + i + 1], row[i + 1], sum);
            }
            if (i < row.length) {
                addOne(power[first + i], row[i], sum);
            }
        }
    }

    private static void addTwo(float[] x, float a, float[] y, float b, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i] * a + y[i] * b;
        }
    }

    private static void addOne(float[] x, float a, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i] * a;
        }
    }

    private double[] kaldiTriangle(double leftMel, double step, double binHz) {
        double[] dense = new double[bins - 1];
        for (int bin = 0; bin < dense.length; bin++) {
            double rise = (mel(bin * binHz) - leftMel) / step;
            dense[bin] = Math.max(0, Math.min(rise, 2 - rise));
        }
        return dense;
    }

    private double[] slaneyTriangle(double leftHz, double centreHz, double rightHz, double binHz) {
        double[] dense = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            double rise = (bin * binHz - leftHz) / (centreHz - leftHz);
            double fall = (rightHz - bin * binHz) / (rightHz - centreHz);
            dense[bin] = Math.max(0, Math.min(rise, fall)) * 2 / (rightHz - leftHz);
        }
        return dense;
    }

    private static void requireEdges(int mels, double sampleRateHz, double lowHz, double highHz) {
        if (mels < 1 || lowHz < 0 || lowHz >= highHz || highHz > sampleRateHz / 2) {
            throw new IllegalArgumentException(
                    mels + " mel bands from " + lowHz + " to " + highHz + " Hz at " + sampleRateHz + " Hz");
        }
    }

    private void keepPositive(int band, double[] dense) {
        int first = 0;
        int end = dense.length;
        while (first < end && dense[first] == 0) {
            first++;
        }
        while (end > first && dense[end - 1] == 0) {
            end--;
        }
        firstBin[band] = first;
        weights[band] = Arrays.copyOfRange(dense, first, end);
        floats[band] = new float[end - first];
        for (int i = 0; i < end - first; i++) {
            floats[band][i] = (float) dense[first + i];
        }
    }
}
