package io.earshot.calibration;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.BlockScores;
import io.earshot.scoring.Broadcast;
import io.earshot.scoring.LaneBlock;
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
        for (int from = 0; from < segments.size(); from += BlockScorer.MOST_LANES) {
            laid.add(scorer.segments(segments.subList(from, Math.min(from + BlockScorer.MOST_LANES, segments.size()))));
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
        return scores(List.of(query)).get(0);
    }

    /**
     * The score of each query on each of the segments. What is scored together does not change a score.
     *
     * @throws IllegalArgumentException if a query is not of the background's space
     */
    public List<double[]> scores(List<Embedding> queries) {
        List<Broadcast> broadcasts = queries.stream().map(scorer::query).toList();
        List<double[]> scores =
                queries.stream().map(query -> new double[segments]).toList();
        BlockScores room = scorer.newScores();
        for (int block = 0; block < blocks.size(); block++) {
            scorer.score(broadcasts, blocks.get(block), room);
            int from = block * BlockScorer.MOST_LANES;
            for (int i = from; i < Math.min(from + BlockScorer.MOST_LANES, segments); i++) {
                for (int query = 0; query < broadcasts.size(); query++) {
                    scores.get(query)[i] = room.get(query, i - from);
                }
            }
        }
        return scores;
    }
}
