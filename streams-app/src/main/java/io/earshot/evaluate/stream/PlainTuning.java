package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.ThresholdTuning.Counts;
import java.util.ArrayList;
import java.util.List;

/** Tunes the plain detector's threshold of each query for the event F1 at 1 s of all queries on the development streams. */
final class PlainTuning {
    /** Thresholds are tried in steps of the logit, from 0.001 to 0.999, and one that nothing reaches. */
    private static final double GREATEST_LOGIT = 7;

    private static final int STEPS = 141;
    private static final double NEVER = 1;

    private PlainTuning() {}

    /**
     * The best thresholds.
     *
     * @param development at least one stream
     * @return {@code [queries]}
     */
    static double[] thresholds(int queries, List<JudgedStream> development) {
        List<Counts[]> byQuery = new ArrayList<>();
        for (int query = 0; query < queries; query++) {
            byQuery.add(counts(query, development));
        }
        int[] best = ThresholdTuning.best(byQuery, ThresholdTuning.references(development));
        double[] thresholds = new double[queries];
        for (int query = 0; query < queries; query++) {
            thresholds[query] = threshold(byQuery.get(query), best[query]);
        }
        return thresholds;
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
        return ofQuery[best].detections() == 0 ? NEVER : threshold(best);
    }

    private static double threshold(int step) {
        double logit = 2 * GREATEST_LOGIT * step / (STEPS - 1) - GREATEST_LOGIT;
        return step == STEPS ? NEVER : 1 / (1 + Math.exp(-logit));
    }
}
