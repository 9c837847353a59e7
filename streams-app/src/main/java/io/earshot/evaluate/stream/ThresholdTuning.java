package io.earshot.evaluate.stream;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the threshold of each query with which the event F1 of all queries together is greatest. That F1 is a ratio of
 * sums over the queries, so its maximum is found one query at a time (Dinkelbach, On Nonlinear Fractional Programming,
 * Management Science 1967): for a guess F each query takes the threshold that is best in {@code 2 TP - F * detections},
 * what comes of it is the next guess, and guesses only rise.
 */
final class ThresholdTuning {
    private static final int MOST_GUESSES = 100;
    /** More than nothing, so that detections of which none is right are never as good as none. */
    private static final double LEAST_GUESS = 1e-9;

    private ThresholdTuning() {}

    /**
     * What a threshold finds.
     *
     * @param right detections that are right
     * @param detections all of them
     */
    record Counts(int right, int detections) {}

    /**
     * Which threshold is best, for each query; of equally good ones in a row the middle one.
     *
     * @param byQuery what each threshold finds, thresholds rising. Not modified.
     * @param references of all queries
     */
    static int[] best(List<Counts[]> byQuery, int references) {
        double guess = LEAST_GUESS;
        for (int i = 0; i < MOST_GUESSES; i++) {
            int right = 0;
            int detections = 0;
            for (Counts[] ofQuery : byQuery) {
                Counts best = ofQuery[best(ofQuery, guess)];
                right += best.right;
                detections += best.detections;
            }
            double next = StreamQuality.f1(right, references, detections);
            if (!(next > guess)) {
                break;
            }
            guess = next;
        }
        double reached = guess;
        return byQuery.stream().mapToInt(ofQuery -> best(ofQuery, reached)).toArray();
    }

    /** References of all queries in these streams. */
    static int references(List<JudgedStream> streams) {
        return streams.stream()
                .flatMap(stream -> stream.references().stream())
                .mapToInt(List::size)
                .sum();
    }

    /** The step that is best at this guess, the middle one of a plateau. */
    private static int best(Counts[] counts, double guess) {
        double[] gains = Arrays.stream(counts)
                .mapToDouble(step -> 2 * step.right - guess * step.detections)
                .toArray();
        double most = Arrays.stream(gains).max().orElseThrow();
        int first = 0;
        while (gains[first] < most) {
            first++;
        }
        int last = first;
        while (last + 1 < gains.length && gains[last + 1] == most) {
            last++;
        }
        return (first + last) / 2;
    }
}
