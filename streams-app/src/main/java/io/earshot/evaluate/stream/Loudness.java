package io.earshot.evaluate.stream;

/** Power and peak of samples, unweighted. */
final class Loudness {
    private Loudness() {}

    /** Mean of the squares of {@code samples[from .. to - 1]}; 0 if there are none. Not modified. */
    static double meanSquare(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return to > from ? sum / (to - from) : 0;
    }

    /** Mean square of a level, dB relative to full scale. */
    static double meanSquareOf(double dbfs) {
        return Math.pow(10, dbfs / 10);
    }
}
