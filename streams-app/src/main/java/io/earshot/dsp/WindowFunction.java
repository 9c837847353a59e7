package io.earshot.dsp;

import be.tarsos.dsp.util.fft.HannWindow;
import java.util.Arrays;

/** The taper that a frame is multiplied with before its FFT. */
public final class WindowFunction {
    private WindowFunction() {}

    /**
     * The symmetric Hann window function {@code 0.5 - 0.5 cos(2 pi i / (length - 1))}, which is TarsosDSP's definition too.
     *
     * @param length in samples, at least 2
     * @return a new array {@code [length]}
     */
    public static float[] hann(int length) {
        return new HannWindow().generateCurve(requireTwo(length));
    }

    /**
     * The periodic Hann window function {@code 0.5 - 0.5 cos(2 pi i / length)}, as spectral analysis libraries have it.
     *
     * @param length in samples, at least 2
     * @return a new array {@code [length]}
     */
    public static float[] periodicHann(int length) {
        return Arrays.copyOf(hann(length + 1), requireTwo(length));
    }

    /**
     * Puts a curve in the middle of a longer frame, zeros on both sides.
     *
     * @param curve {@code [<= frameSamples]}. Not modified.
     * @return a new array {@code [frameSamples]}
     */
    public static float[] centred(float[] curve, int frameSamples) {
        if (curve.length > frameSamples) {
            throw new IllegalArgumentException(
                    "window function of " + curve.length + " samples does not fit a frame of " + frameSamples);
        }
        float[] frame = new float[frameSamples];
        System.arraycopy(curve, 0, frame, (frameSamples - curve.length) / 2, curve.length);
        return frame;
    }

    private static int requireTwo(int length) {
        if (length < 2) {
            throw new IllegalArgumentException(
                    "a Hann window function of " + length + " samples; at least 2 are needed");
        }
        return length;
    }
}
