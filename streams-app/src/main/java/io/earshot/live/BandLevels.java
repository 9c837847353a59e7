package io.earshot.live;

import io.earshot.dsp.MelFilterBank;
import io.earshot.dsp.Stft;
import io.earshot.dsp.WindowFunction;
import java.util.Arrays;

/**
 * The bands of one column at one sampling rate: the mean power of frames that overlap by half and cover it. Bands above half the rate stay at
 * the floor. Keeps scratch arrays: one thread at a time.
 */
final class BandLevels {
    private static final double MOST_FRAME_SECONDS = 0.045;

    private final Stft stft;
    private final int fftSize;
    private final int frames;
    private final MelFilterBank bank;
    private final float[] power;
    private final double[] bands;
    private final double[] sums;
    private final double toMeanSquare;

    BandLevels(int rateHz) {
        this.fftSize = Integer.highestOneBit((int) (MOST_FRAME_SECONDS * rateHz));
        int spread = (int) ColumnScale.firstSample(1, rateHz) - fftSize;
        this.frames = 1 + (2 * spread + fftSize - 1) / fftSize;
        float[] window = WindowFunction.periodicHann(fftSize);
        this.stft = new Stft(fftSize, window);
        this.bank = bank(fftSize, rateHz);
        this.power = new float[stft.bins()];
        this.bands = new double[bank.mels()];
        this.sums = new double[bank.mels()];
        double energy = 0;
        for (float value : window) {
            energy += (double) value * value;
        }
        // Parseval, for one side of the spectrum: the bins of a signal add up to its mean square.
        this.toMeanSquare = 2 / (fftSize * energy) / frames;
    }

    /** The bands of the common scale that lie below half the rate. */
    private static MelFilterBank bank(int fftSize, int rateHz) {
        double step = MelFilterBank.mel(ColumnScale.HIGHEST_HZ) / (ColumnScale.BANDS + 1);
        double highest = Math.min(ColumnScale.HIGHEST_HZ, rateHz / 2.0);
        int mels = Math.max(1, Math.min(ColumnScale.BANDS, (int) (MelFilterBank.mel(highest) / step + 1e-9) - 1));
        double edge = Math.min(highest, 700 * (Math.exp(step * (mels + 1) / 1127) - 1));
        return MelFilterBank.kaldi(mels, fftSize, rateHz, 0, edge);
    }

    /**
     * Writes the levels of a column.
     *
     * @param samples hold the whole column. Not modified.
     * @param from its first sample
     * @param length its number of samples
     * @param levels gets {@link ColumnScale#BANDS} bytes
     * @param at where they begin
     */
    void write(float[] samples, int from, int length, byte[] levels, int at) {
        Arrays.fill(sums, 0);
        for (int frame = 0; frame < frames; frame++) {
            stft.power(samples, from + frame * (length - fftSize) / (frames - 1), power);
            bank.apply(power, bands);
            for (int band = 0; band < bands.length; band++) {
                sums[band] += bands[band];
            }
        }
        for (int band = 0; band < sums.length; band++) {
            levels[at + band] = ColumnScale.level(sums[band] * toMeanSquare);
        }
    }
}
