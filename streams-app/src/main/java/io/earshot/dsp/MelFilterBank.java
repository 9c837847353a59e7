package io.earshot.dsp;

import java.util.Arrays;

/**
 * Triangular mel bands as Kaldi defines them: triangles linear on the scale {@code 1127 ln(1 + hz / 700)}, equally
 * spaced there, of height 1. The Nyquist bin has weight 0, as in Kaldi. Only weights above 0 are kept.
 */
public final class MelFilterBank {
    private final int bins;
    private final int[] firstBin;
    private final double[][] weights;

    /**
     * @param mels number of bands
     * @param fftSize points of the FFT whose power is filtered
     * @param lowHz lower edge of the first band
     * @param highHz upper edge of the last band, at most the Nyquist frequency
     */
    public MelFilterBank(int mels, int fftSize, double sampleRateHz, double lowHz, double highHz) {
        if (mels < 1 || lowHz < 0 || lowHz >= highHz || highHz > sampleRateHz / 2) {
            throw new IllegalArgumentException(
                    mels + " mel bands from " + lowHz + " to " + highHz + " Hz at " + sampleRateHz + " Hz");
        }
        this.bins = fftSize / 2 + 1;
        this.firstBin = new int[mels];
        this.weights = new double[mels][];
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (mels + 1);
        for (int band = 0; band < mels; band++) {
            double[] dense = triangle(low + band * step, step, sampleRateHz / fftSize);
            keepPositive(band, dense);
        }
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

    private double[] triangle(double leftMel, double step, double binHz) {
        double[] dense = new double[bins - 1];
        for (int bin = 0; bin < dense.length; bin++) {
            double rise = (mel(bin * binHz) - leftMel) / step;
            dense[bin] = Math.max(0, Math.min(rise, 2 - rise));
        }
        return dense;
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
    }
}
