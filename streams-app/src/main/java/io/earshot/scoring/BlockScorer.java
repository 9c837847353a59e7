package io.earshot.scoring;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.List;

/**
 * Scores {@link #LANES} pairs at a time; agrees with {@link SimilarityScorer} to 1e-5. To score a segment against many
 * queries, put the segment in all lanes of one block, and the queries in the lanes of as many blocks as they need.
 * Safe for several threads, each with its own {@link LaneScores}.
 */
public final class BlockScorer {
    /** Pairs that are scored at a time. */
    public static final int LANES = 16;

    private final EmbeddingSpace space;
    private final LaneLayout layout;
    private final float gate;
    private final float[] halfOutput;

    /** @throws IllegalArgumentException if the weights do not fit the space */
    public BlockScorer(EmbeddingSpace space, ScoringWeights weights) {
        this.space = space;
        this.layout = new LaneLayout(space, weights.requireFor(space));
        this.gate = (float) weights.gate();
        this.halfOutput =
                halves(weights.confidence().map(ConfidenceWeights::output).orElseGet(() -> new float[0]));
    }

    /**
     * Queries, one a lane.
     *
     * @param queries at most {@link #LANES}
     * @throws IllegalArgumentException if one is not of the scorer's space
     */
    public LaneBlock queries(List<Embedding> queries) {
        return layout.text(requireInSpace(queries));
    }

    /**
     * Segments, one a lane.
     *
     * @param segments at most {@link #LANES}
     * @throws IllegalArgumentException if one is not of the scorer's space
     */
    public LaneBlock segments(List<Embedding> segments) {
        return layout.audio(requireInSpace(segments));
    }

    /**
     * One query in all lanes.
     *
     * @throws IllegalArgumentException if it is not of the scorer's space
     */
    public LaneBlock queryInAllLanes(Embedding query) {
        return layout.textInAllLanes(query.requireIn(space));
    }

    /**
     * One segment in all lanes.
     *
     * @throws IllegalArgumentException if it is not of the scorer's space
     */
    public LaneBlock segmentInAllLanes(Embedding segment) {
        return layout.audioInAllLanes(segment.requireIn(space));
    }

    /** Room for the scores of one thread. */
    public LaneScores newScores() {
        return new LaneScores(layout.factorGroups());
    }

    /**
     * Scores the pairs of the same lane of both blocks.
     *
     * @param scores Overwritten.
     */
    public void score(LaneBlock segments, LaneBlock queries, LaneScores scores) {
        LaneKernel.multiplyRows(segments.levels, queries.levels, 0, layout.levelRows(), scores.sums);
        scores.foldSums();
        if (gate == 0) {
            return;
        }
        for (int group = 0; group < layout.factorGroups(); group++) {
            int factorFrom = group * space.factorDim();
            LaneKernel.multiplyRows(
                    segments.factors, queries.factors, factorFrom, space.factorDim(), scores.similarities[group]);
            int hiddenFrom = group * halfOutput.length;
            LaneKernel.activateRows(
                    segments.confidence, queries.confidence, hiddenFrom, halfOutput, scores.logits[group]);
        }
        scores.mix(gate, space.factors());
    }

    private List<Embedding> requireInSpace(List<Embedding> embeddings) {
        if (embeddings.size() > LANES) {
            throw new IllegalArgumentException(embeddings.size() + " embeddings do not fit " + LANES + " lanes");
        }
        embeddings.forEach(embedding -> embedding.requireIn(space));
        return embeddings;
    }

    private static float[] halves(float[] values) {
        float[] halves = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = values[i] / 2;
        }
        return halves;
    }
}
