package io.earshot.evaluate.stream;

import io.earshot.dsp.Decibels;

/**
 * The background of a stream: pieces at one level, each faded into the next over half a second with constant power.
 */
final class BackgroundTrack {
    /** Root mean square of each piece, dB relative to full scale. */
    static final double LEVEL_DBFS = -35;

    private static final double CROSSFADE_SECONDS = .5;
    private static final float SCALE = 0x1p15f;

    private final short[] samples;
    private final int crossfadeSamples;
    private int length;

    /** An empty track. */
    BackgroundTrack(int samples, int rateHz) {
        this.samples = new short[samples];
        this.crossfadeSamples = (int) (CROSSFADE_SECONDS * rateHz);
    }

    boolean isFull() {
        return length == samples.length;
    }

    int length() {
        return length;
    }

    /** Samples of the shortest piece that can be appended. */
    int shortestPiece() {
        return 2 * crossfadeSamples;
    }

    /**
     * Brings a piece to the common level and appends as much of it as there is room for.
     *
     * @param piece at least {@link #shortestPiece()} samples, not silent. Not modified.
     */
    void append(float[] piece) {
        double power = Decibels.meanSquare(piece, 0, piece.length);
        float gain = (float) Math.sqrt(Decibels.toPower(LEVEL_DBFS) / power);
        int overlap = Math.min(length, crossfadeSamples);
        int from = length - overlap;
        int taken = Math.min(piece.length, samples.length - from);
        for (int i = 0; i < taken; i++) {
            float added = gain * piece[i];
            if (i < overlap) {
                double angle = .5 * Math.PI * (i + .5) / overlap;
                added = (float) (Math.sin(angle) * added + Math.cos(angle) * at(from + i));
            }
            samples[from + i] = (short) Math.round(Math.max(-SCALE, Math.min(SCALE - 1, added * SCALE)));
        }
        length = from + taken;
    }

    /** A sample, in [-1, 1). */
    float at(int sample) {
        return samples[sample] / SCALE;
    }

    /** Mean square of the samples {@code from .. to - 1}. */
    double meanSquare(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) at(i) * at(i);
        }
        return sum / (to - from);
    }
}
