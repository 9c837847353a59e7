package io.earshot.calibration;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.LaneBlock;
import io.earshot.scoring.LaneScores;
import java.util.ArrayList;
import java.util.List;

/** The background segments that come with a model. Safe for several threads. */
public final class ShippedBackground {
    private final BlockScorer scorer;
    private final List<LaneBlock> blocks;
    private final int segments;

    /**
     * @param segments embeddings of background sound, at least one
     * @throws IllegalArgumentException if there is none, or one is not of the scorer's space
     */
    public ShippedBackground(BlockScorer scorer, List<Embedding> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a background needs at least one segment");
        }
        this.scorer = scorer;
        this.segments = segments.size();
        List<LaneBlock> laid = new ArrayList<>();
        for (int from = 0; from < segments.size(); from += BlockScorer.LANES) {
            laid.add(scorer.segments(segments.subList(from, Math.min(from + BlockScorer.LANES, segments.size()))));
        }
        this.blocks = List.copyOf(laid);
    }

    /** Number of segments. */
    public int size() {
        return segments;
    }

    /**
     * Mean and population standard deviation of a query's scores on the background.
     *
     * @throws IllegalArgumentException if the query is not of the background's space
     */
    public BackgroundFit fit(Embedding query) {
        return BackgroundFit.of(scores(query));
    }

    /**
     * A query's score on each of the segments.
     *
     * @throws IllegalArgumentException if the query is not of the background's space
     */
    public double[] scores(Embedding query) {
        LaneBlock lanes = scorer.queryInAllLanes(query);
        LaneScores room = scorer.newScores();
        double[] scores = new double[segments];
        for (int i = 0; i < segments; i++) {
            if (i % BlockScorer.LANES == 0) {
                scorer.score(blocks.get(i / BlockScorer.LANES), lanes, room);
            }
            scores[i] = room.get(i % BlockScorer.LANES);
        }
        return scores;
    }
}
