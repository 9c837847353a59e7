package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tunes the plain detector's threshold of each query, so that the event F1 at 1 s of all queries together is greatest on
 * the development streams. That F1 is a ratio of sums over the queries, so its maximum is found one query at a time
 * (Dinkelbach, On Nonlinear Fractional Programming, Management Science 1967): for a guess F each query takes the threshold
 * that is best in {@code 2 TP - F * detections}, what comes of it is the next guess, and guesses only rise.
 */
final class PlainTuning {
    /** Thresholds are tried in steps of the logit, from 0.001 to 0.999, and one that nothing reaches. */
    private static final double GREATEST_LOGIT = 7;

    private static final int STEPS = 141;
    private static final double NEVER = 1;
    private static final int MOST_GUESSES = 100;

    private PlainTuning() {}

    /**
     * The best thresholds; of equally good ones in a row the middle one.
     *
     * @param development at least one stream
     * @return {@code [queries]}
     */
    static double[] thresholds(int queries, List<JudgedStream> development) {
        List<Counts[]> byQuery = new ArrayList<>();
        int references = 0;
        for (int query = 0; query < queries; query++) {
            byQuery.add(counts(query, development));
            for (JudgedStream stream : development) {
                references += stream.references().get(query).size();
            }
        }
        return thresholds(byQuery, references);
    }

    private static double[] thresholds(List<Counts[]> byQuery, int references) {
        double guess = 0;
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
        return byQuery.stream()
                .mapToDouble(ofQuery -> threshold(ofQuery, best(ofQuery, reached)))
                .toArray();
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

    /** What each threshold finds, the last finding nothing. */
    private static Counts[] counts(int query, List<JudgedStream> development) {
        Counts[] counts = new Counts[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            int right = 0;
            int detections = 0;
            for (JudgedStream stream : development) {
                List<Detection> found =
                        PlainDetector.detect(query, stream.heard().hops(), threshold(step));
                right += QueryOutcome.rightAt1s(stream.references().get(query), found);
                detections += found.size();
            }
            counts[step] = new Counts(right, detections);
        }
        return counts;
    }

    /** What found nothing on the development streams shall find nothing elsewhere. */
    private static double threshold(Counts[] ofQuery, int best) {
        return ofQuery[best].detections == 0 ? NEVER : threshold(best);
    }

    private static double threshold(int step) {
        double logit = 2 * GREATEST_LOGIT * step / (STEPS - 1) - GREATEST_LOGIT;
        return step == STEPS ? NEVER : 1 / (1 + Math.exp(-logit));
    }

    private record Counts(int right, int detections) {}
}
