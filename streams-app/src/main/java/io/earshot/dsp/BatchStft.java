package io.earshot.dsp;

import java.util.Arrays;

/** Short-time power spectra of many overlapping frames at once. Keeps scratch rows: one thread at a time. */
public final class BatchStft {
    /** Most frames of a call. */
    public static final int FRAMES = BatchFft.LANES;

    private final BatchFft fft;
    private final float[] curve;
    private final int stepSamples;
    private final float[][] power;

    /**
     * @param curve the window function as long as the FFT, see {@link WindowFunction#centred}. Not modified.
     * @param stepSamples from a frame to the next
     */
    public BatchStft(float[] curve, int stepSamples) {
        this.fft = new BatchFft(curve.length);
        this.curve = curve.clone();
        this.stepSamples = stepSamples;
        this.power = new float[curve.length / 2 + 1][];
    }

    /**
     * Power spectra of frames, of which number k starts at sample {@code from + k * stepSamples}.
     *
     * @param signal holds all frames. Not modified.
     * @param frames at most {@link #FRAMES}
     * @return {@code [bins][>= FRAMES]}, bins from 0 Hz to the Nyquist frequency, both included; only the first {@code frames} of a
     *     row mean something. Overwritten by the next call.
     */
    public float[][] power(float[] signal, int from, int frames) {
        for (int pair = 0; pair < curve.length / 2; pair += 2) {
            fill(signal, from + 2 * pair, frames, pair);
        }
        fft.power(power);
        return power;
    }

    /** Two rows at a time: what is beside each other in the signal is read together. */
    private void fill(float[] signal, int from, int frames, int pair) {
        float[] row = fft.row(pair);
        float[] next = fft.row(pair + 1);
        float c0 = curve[2 * pair];
        float c1 = curve[2 * pair + 1];
        float c2 = curve[2 * pair + 2];
        float c3 = curve[2 * pair + 3];
        if (c0 == 0 && c1 == 0 && c2 == 0 && c3 == 0) {
            Arrays.fill(row, 0f);
            Arrays.fill(next, 0f);
            return;
        }
        int step = stepSamples;
        for (int frame = 0; frame < frames; frame++) {
            int at = from + frame * step;
            row[frame] = signal[at] * c0;
            row[frame + BatchFft.LANES] = signal[at + 1] * c1;
            next[frame] = signal[at + 2] * c2;
            next[frame + BatchFft.LANES] = signal[at + 3] * c3;
        }
    }
}
