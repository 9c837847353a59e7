package io.earshot.calibration;

import java.util.Arrays;

/** Alarms on scores that were heard: when each began and how high it rose. */
final class Alarms {
    private final int[] hops;
    private final float[] peaks;
    private int count;

    Alarms(int most) {
        this.hops = new int[most];
        this.peaks = new float[most];
    }

    /** An alarm begins at a counted hop. */
    void begin(int hop) {
        hops[count] = hop;
        peaks[count++] = Float.NEGATIVE_INFINITY;
    }

    /** The newest alarm hears a score. */
    void raise(float score) {
        peaks[count - 1] = Math.max(peaks[count - 1], score);
    }

    int count() {
        return count;
    }

    /** How high each alarm rose, lowest first; a copy. */
    float[] sortedPeaks() {
        float[] sorted = Arrays.copyOf(peaks, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * How much more the counts of equal spans of time vary than those of independent alarms would: variance over mean
     * (the index of dispersion; Cox and Lewis 1966), at least 1.
     *
     * @param ofHops counted hops
     * @param spanHops hops of a span; of the spans there should be some
     */
    double dispersion(int ofHops, int spanHops) {
        int spans = ofHops / spanHops;
        if (spans < 2 || count == 0) {
            return 1;
        }
        int[] counts = new int[spans];
        int inSpans = 0;
        for (int i = 0; i < count && hops[i] / spanHops < spans; i++) {
            counts[hops[i] / spanHops]++;
            inSpans++;
        }
        double mean = (double) inSpans / spans;
        double squares = 0;
        for (int n : counts) {
            squares += (n - mean) * (n - mean);
        }
        return mean == 0 ? 1 : Math.max(1, squares / (spans - 1) / mean);
    }
}
