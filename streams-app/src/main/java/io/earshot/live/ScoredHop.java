package io.earshot.live;

import java.util.List;

/**
 * The queries that a hop answers best.
 *
 * @param sourceId of the source
 * @param fromMicros audio time at which the hop begins, microseconds since 1970
 * @param toMicros audio time at which it ends
 * @param scores nearest to its threshold first
 */
public record ScoredHop(String sourceId, long fromMicros, long toMicros, List<Score> scores) implements LiveItem {
    public ScoredHop {
        scores = List.copyOf(scores);
    }

    /**
     * A query and the hop.
     *
     * @param queryId of the query
     * @param confidence the calibrated score, in (0, 1): what the tracker compares with the thresholds
     * @param openConfidence an event opens at this confidence
     * @param closeConfidence and goes on while the confidence is at least this
     */
    public record Score(String queryId, double confidence, double openConfidence, double closeConfidence) {}
}
