package io.earshot.dsp;

/** Short-time power spectra. Keeps a scratch frame: one thread at a time. */
public final class Stft {
    private final Fft fft;
    private final float[] curve;
    private final float[] frame;

    /** @param curve the window function as long as the FFT, see {@link WindowFunction#centred}. Not modified. */
    public Stft(int fftSize, float[] curve) {
        if (curve.length != fftSize) {
            throw new IllegalArgumentException(
                    "window function of " + curve.length + " samples for an FFT of " + fftSize);
        }
        this.fft = new Fft(fftSize);
        this.curve = curve.clone();
        this.frame = new float[fftSize];
    }

    /** Bins from 0 Hz to the Nyquist frequency, both included. */
    public int bins() {
        return fft.bins();
    }

    /**
     * Power spectrum of the frame that starts at a sample.
     *
     * @param signal holds the whole frame. Not modified.
     * @param start first sample of the frame
     * @param power {@code [bins]}. Overwritten.
     */
    public void power(float[] signal, int start, float[] power) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = signal[start + i] * curve[i];
        }
        fft.power(frame, power);
    }
}
