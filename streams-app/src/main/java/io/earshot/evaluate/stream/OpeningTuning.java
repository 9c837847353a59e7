package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.ThresholdTuning.Counts;
import java.util.ArrayList;
import java.util.List;

/**
 * Tunes the confidence at which each query opens, on the same streams and for the same end as the plain detector's
 * thresholds, so that the two differ in how they decide and not in what they were told.
 */
final class OpeningTuning {
    /** Of a query whose events were never worth their false alarms. */
    static final double NEVER = .9999;

    private OpeningTuning() {}

    /**
     * The best of {@link OpeningLadder#RUNGS}.
     *
     * @param development at least one stream
     * @return {@code [queries]}
     */
    static double[] openings(int queries, List<JudgedStream> development) {
        List<Counts[]> byQuery = new ArrayList<>();
        for (int query = 0; query < queries; query++) {
            byQuery.add(counts(query, development));
        }
        int[] best = ThresholdTuning.best(byQuery, ThresholdTuning.references(development));
        double[] openings = new double[queries];
        for (int query = 0; query < queries; query++) {
            boolean isNever = byQuery.get(query)[best[query]].detections() == 0;
            openings[query] = isNever ? NEVER : OpeningLadder.RUNGS.get(best[query]);
        }
        return openings;
    }

    /** What each rung finds, the last finding nothing. */
    private static Counts[] counts(int query, List<JudgedStream> development) {
        Counts[] counts = new Counts[OpeningLadder.RUNGS.size() + 1];
        counts[counts.length - 1] = new Counts(0, 0);
        for (int rung = 0; rung < OpeningLadder.RUNGS.size(); rung++) {
            int right = 0;
            int detections = 0;
            for (JudgedStream stream : development) {
                List<Detection> found = stream.heard().byOpening().get(query).get(rung);
                right += QueryOutcome.rightAt1s(stream.references().get(query), found);
                detections += found.size();
            }
            counts[rung] = new Counts(right, detections);
        }
        return counts;
    }
}
