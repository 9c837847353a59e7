package io.earshot.dsp;

import be.tarsos.dsp.util.fft.FFT;

/** FFT of real frames of one size, by TarsosDSP. */
public final class Fft {
    private final FFT transform;
    private final int size;

    /** @param size points; a power of two */
    public Fft(int size) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("FFT of " + size + " points; a power of two from 2 on is needed");
        }
        this.size = size;
        this.transform = new FFT(size);
    }

    /** Bins from 0 Hz to the Nyquist frequency, both included. */
    public int bins() {
        return size / 2 + 1;
    }

    /**
     * Power {@code |X[k]|^2} of the transform {@code X[k] = sum_n x[n] exp(-2 pi i n k / size)}.
     *
     * @param frame {@code [size]}. Overwritten.
     * @param power {@code [bins]}. Overwritten.
     */
    public void power(float[] frame, float[] power) {
        if (frame.length != size || power.length != bins()) {
            throw new IllegalArgumentException("frame of " + frame.length + " and power of " + power.length
                    + " values; " + size + " and " + bins() + " are needed");
        }
        transform.forwardTransform(frame);
        // Packed: the real parts of bin 0 and of the Nyquist bin come first, then (re, im) of the bins between.
        power[0] = frame[0] * frame[0];
        power[size / 2] = frame[1] * frame[1];
        for (int k = 1; k < size / 2; k++) {
            float re = frame[2 * k];
            float im = frame[2 * k + 1];
            power[k] = re * re + im * im;
        }
    }
}
