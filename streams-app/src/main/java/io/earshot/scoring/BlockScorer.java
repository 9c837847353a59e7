package io.earshot.scoring;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.List;
import java.util.function.Consumer;

/**
 * Scores some embeddings of one side, each against a block of many of the other; agrees with {@link SimilarityScorer} to 1e-5. The block
 * is read once for a group of them, a few rows at a time, which then lie in the processor's cache. Safe for several threads, each with its
 * own {@link BlockScores}.
 */
public final class BlockScorer {
    /** Most embeddings of a block. */
    public static final int MOST_LANES = 256;

    /** Broadcasts whose sums stay in the cache. */
    static final int GROUP = 16;

    /** Rows of a block that stay in the cache while they meet a group. */
    private static final int CACHED_ROWS = 16;

    private final EmbeddingSpace space;
    private final LaneLayout layout;
    private final float gate;

    /** Called through one interface so that the compiler compiles each by itself: together their loops are too many for it. */
    private final List<Consumer<Group>> steps;

    /** @throws IllegalArgumentException if the weights do not fit the space */
    public BlockScorer(EmbeddingSpace space, ScoringWeights weights) {
        this.space = space;
        this.layout = new LaneLayout(space, weights.requireFor(space));
        this.gate = (float) weights.gate();
        this.steps = gate == 0
                ? List.of(Group::align)
                : List.of(Group::align, Group::multiplyFactors, Group::activateFactors, Group::mix);
    }

    /**
     * Queries, one a lane.
     *
     * @param queries at most {@link #MOST_LANES}
     * @throws IllegalArgumentException if one is not of the scorer's space
     */
    public LaneBlock queries(List<Embedding> queries) {
        return layout.text(requireInSpace(queries));
    }

    /**
     * Segments, one a lane.
     *
     * @param segments at most {@link #MOST_LANES}
     * @throws IllegalArgumentException if one is not of the scorer's space
     */
    public LaneBlock segments(List<Embedding> segments) {
        return layout.audio(requireInSpace(segments));
    }

    /**
     * A query that meets segments.
     *
     * @throws IllegalArgumentException if it is not of the scorer's space
     */
    public Broadcast query(Embedding query) {
        return layout.text(query.requireIn(space));
    }

    /**
     * A segment that meets queries.
     *
     * @throws IllegalArgumentException if it is not of the scorer's space
     */
    public Broadcast segment(Embedding segment) {
        return layout.audio(segment.requireIn(space));
    }

    /** Room for the scores of one thread. */
    public BlockScores newScores() {
        return new BlockScores(space.factors());
    }

    /**
     * Scores each pair of a broadcast and an embedding of the block. What else is scored with a pair does not change a bit of its score.
     *
     * @param broadcasts of the other side than the block
     * @param scores Overwritten.
     */
    public void score(List<Broadcast> broadcasts, LaneBlock block, BlockScores scores) {
        scores.begin(broadcasts.size(), block.lanes);
        for (int from = 0; from < broadcasts.size(); from += GROUP) {
            Group group = new Group(broadcasts, from, Math.min(GROUP, broadcasts.size() - from), block, scores);
            steps.forEach(step -> step.accept(group));
        }
    }

    /** Some broadcasts, the first of which is number {@code first}. */
    private final class Group {
        private final List<Broadcast> broadcasts;
        private final int first;
        private final int size;
        private final LaneBlock block;
        private final BlockScores scores;

        Group(List<Broadcast> broadcasts, int first, int size, LaneBlock block, BlockScores scores) {
            this.broadcasts = broadcasts;
            this.first = first;
            this.size = size;
            this.block = block;
            this.scores = scores;
        }

        private Broadcast broadcast(int place) {
            return broadcasts.get(first + place);
        }

        void align() {
            float[][] x = new float[size][];
            float[][] sums = new float[size][];
            for (int m = 0; m < size; m++) {
                x[m] = broadcast(m).levels;
                sums[m] = scores.row(first + m);
            }
            multiply(block.levels, x, sums);
        }

        void multiplyFactors() {
            for (int m = 0; m < size; m++) {
                scores.beginFactors(m, block.lanes);
            }
            for (int k = 0; k < block.factors.length; k++) {
                float[][] x = new float[size][];
                float[][] sums = new float[size][];
                for (int m = 0; m < size; m++) {
                    x[m] = broadcast(m).factors[k];
                    sums[m] = scores.similarities[m][k];
                }
                multiply(block.factors[k], x, sums);
            }
        }

        void activateFactors() {
            for (int k = 0; k < block.confidence.length; k++) {
                activateFactor(k);
            }
        }

        private void activateFactor(int k) {
            float[][] rows = block.confidence[k];
            for (int row = 0; row < rows.length; row += CACHED_ROWS) {
                int end = Math.min(row + CACHED_ROWS, rows.length);
                for (int m = 0; m < size; m++) {
                    float[] x = broadcast(m).confidence[k];
                    LaneKernel.activate(rows, row, end, x, layout.halfOutput(), scores.logits[m][k]);
                }
            }
        }

        void mix() {
            for (int m = 0; m < size; m++) {
                scores.mix(first + m, m, broadcast(m).linear, block.linear, gate);
            }
        }
    }

    /** Adds to each sum the rows weighted by its values, two sums at a time and a few rows for all of them. */
    private static void multiply(float[][] rows, float[][] x, float[][] sums) {
        for (int row = 0; row < rows.length; row += CACHED_ROWS) {
            int end = Math.min(row + CACHED_ROWS, rows.length);
            for (int m = 0; m < x.length; m += 2) {
                boolean isLast = m + 1 == x.length;
                LaneKernel.multiply(
                        rows, row, end, x[m], sums[m], isLast ? null : x[m + 1], isLast ? null : sums[m + 1]);
            }
        }
    }

    private List<Embedding> requireInSpace(List<Embedding> embeddings) {
        if (embeddings.size() > MOST_LANES) {
            throw new IllegalArgumentException(embeddings.size() + " embeddings do not fit " + MOST_LANES + " lanes");
        }
        embeddings.forEach(embedding -> embedding.requireIn(space));
        return embeddings;
    }
}
