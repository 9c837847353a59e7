package io.earshot.scoring;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Lays embeddings out in lanes. A row holds eight values of each of sixteen lanes. */
final class LaneLayout {
    private static final int LANES = BlockScorer.LANES;
    private static final int ROW_VALUES = LaneKernel.ROW / LANES;

    private final EmbeddingSpace space;
    private final HierarchicalAlignment alignment;
    private final Optional<ConfidenceAggregator> aggregator;
    private final int hidden;

    LaneLayout(EmbeddingSpace space, ScoringWeights weights) {
        this.space = space;
        this.alignment = new HierarchicalAlignment(space.levelDim(), weights.levelWeights());
        this.aggregator = weights.confidence()
                .map(perceptron -> new ConfidenceAggregator(space.factors(), space.factorDim(), perceptron));
        this.hidden = weights.confidence().map(ConfidenceWeights::hidden).orElse(0);
    }

    /** Rows of the levels. */
    int levelRows() {
        return rows(space.levelValues());
    }

    /** Groups of factors that share a row. */
    int factorGroups() {
        return rows(space.factors());
    }

    LaneBlock audio(List<Embedding> segments) {
        return lay(segments, 1, ConfidenceAggregator::audioPart);
    }

    LaneBlock text(List<Embedding> queries) {
        return lay(queries, 1, ConfidenceAggregator::textPart);
    }

    LaneBlock audioInAllLanes(Embedding segment) {
        return lay(List.of(segment), LANES, ConfidenceAggregator::audioPart);
    }

    LaneBlock textInAllLanes(Embedding query) {
        return lay(List.of(query), LANES, ConfidenceAggregator::textPart);
    }

    /** Each embedding in {@code copies} lanes, one after the other. */
    private LaneBlock lay(
            List<Embedding> embeddings, int copies, BiFunction<ConfidenceAggregator, float[], float[]> part) {
        float[][] levels = new float[levelRows()][LaneKernel.ROW];
        float[][] factors = new float[factorGroups() * space.factorDim()][LaneKernel.ROW];
        float[][] confidence = new float[factorGroups() * hidden][LaneKernel.ROW];
        for (int i = 0; i < embeddings.size(); i++) {
            Embedding embedding = embeddings.get(i);
            int lane = i * copies;
            layLevels(alignment.scaled(embedding.levels()), levels, lane, copies);
            layFactors(embedding.factors(), space.factorDim(), factors, lane, copies);
            if (aggregator.isPresent()) {
                layFactors(part.apply(aggregator.get(), embedding.factors()), hidden, confidence, lane, copies);
            }
        }
        return new LaneBlock(levels, factors, confidence);
    }

    private static void layLevels(float[] values, float[][] rows, int lane, int copies) {
        for (int i = 0; i < values.length; i++) {
            int at = i % ROW_VALUES * LANES + lane;
            Arrays.fill(rows[i / ROW_VALUES], at, at + copies, values[i]);
        }
    }

    /** From {@code [K x width]} to {@code [K / 8 * width][8 x LANES]}. */
    private void layFactors(float[] values, int width, float[][] rows, int lane, int copies) {
        for (int k = 0; k < space.factors(); k++) {
            int at = k % ROW_VALUES * LANES + lane;
            for (int j = 0; j < width; j++) {
                Arrays.fill(rows[k / ROW_VALUES * width + j], at, at + copies, values[k * width + j]);
            }
        }
    }

    private static int rows(int values) {
        return (values + ROW_VALUES - 1) / ROW_VALUES;
    }
}
