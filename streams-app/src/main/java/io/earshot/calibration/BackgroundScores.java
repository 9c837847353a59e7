package io.earshot.calibration;

import java.util.Arrays;

/**
 * How a query scores on segments of one source, in the order of their time.
 *
 * @param scores one a hop; read-only
 * @param runStarts where each run of consecutive hops begins, ascending, the first at 0; read-only
 * @param hopSeconds seconds of audio that a hop brings
 */
public record BackgroundScores(float[] scores, int[] runStarts, double hopSeconds) {
    /** Index after the last hop of a run. */
    int runEnd(int run) {
        return run + 1 < runStarts.length ? runStarts[run + 1] : scores.length;
    }

    /**
     * These scores without some hops; what was on both sides of one is not consecutive any more.
     *
     * @param leftOut one a hop. Not modified.
     */
    BackgroundScores without(boolean[] leftOut) {
        float[] kept = new float[scores.length];
        int[] starts = new int[scores.length];
        int hops = 0;
        int runs = 0;
        for (int run = 0; run < runStarts.length; run++) {
            boolean isFirst = true;
            for (int i = runStarts[run]; i < runEnd(run); i++) {
                if (!leftOut[i]) {
                    if (isFirst) {
                        starts[runs++] = hops;
                    }
                    kept[hops++] = scores[i];
                }
                isFirst = leftOut[i];
            }
        }
        return new BackgroundScores(Arrays.copyOf(kept, hops), Arrays.copyOf(starts, runs), hopSeconds);
    }

    /** The scores, lowest first; a copy. */
    float[] sorted() {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
