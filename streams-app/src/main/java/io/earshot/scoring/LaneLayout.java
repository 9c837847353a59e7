package io.earshot.scoring;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Lays embeddings out in lanes, or to be broadcast to them. */
final class LaneLayout {
    /** Lanes of a block are a multiple of this. */
    static final int LANE_STEP = 16;

    private final EmbeddingSpace space;
    private final HierarchicalAlignment alignment;
    private final Optional<ConfidenceAggregator> aggregator;
    private final float[] halfOutput;

    LaneLayout(EmbeddingSpace space, ScoringWeights weights) {
        this.space = space;
        this.alignment = new HierarchicalAlignment(space.levelDim(), weights.levelWeights());
        this.aggregator = weights.confidence()
                .map(perceptron -> new ConfidenceAggregator(space.factors(), space.factorDim(), perceptron));
        this.halfOutput =
                padded(weights.confidence().map(ConfidenceWeights::output).orElseGet(() -> new float[0]));
        for (int i = 0; i < halfOutput.length; i++) {
            halfOutput[i] /= 2;
        }
    }

    /** {@code [h]}, filled up with zeros: half of what the second layer of the confidence perceptron weighs each unit with. */
    float[] halfOutput() {
        return halfOutput;
    }

    LaneBlock audio(List<Embedding> segments) {
        return block(segments, ConfidenceAggregator::audioPart);
    }

    LaneBlock text(List<Embedding> queries) {
        return block(queries, ConfidenceAggregator::textPart);
    }

    Broadcast audio(Embedding segment) {
        return broadcast(segment, ConfidenceAggregator::audioPart);
    }

    Broadcast text(Embedding query) {
        return broadcast(query, ConfidenceAggregator::textPart);
    }

    private Broadcast broadcast(Embedding embedding, BiFunction<ConfidenceAggregator, float[], float[]> part) {
        float[][] confidence = split(
                aggregator.map(side -> part.apply(side, embedding.factors())).orElseGet(() -> new float[0]));
        float[] linear = new float[space.factors()];
        for (int k = 0; k < linear.length; k++) {
            linear[k] = (float) VectorMath.dot(halfOutput, 0, confidence[k], 0, halfOutput.length);
        }
        return new Broadcast(
                padded(alignment.scaled(embedding.levels())), split(embedding.factors()), confidence, linear);
    }

    private LaneBlock block(List<Embedding> embeddings, BiFunction<ConfidenceAggregator, float[], float[]> part) {
        int lanes = roundedUp(embeddings.size(), LANE_STEP);
        float[][] levels = new float[roundedUp(space.levelValues(), LaneKernel.ROWS)][lanes];
        float[][][] factors = new float[space.factors()][roundedUp(space.factorDim(), LaneKernel.ROWS)][lanes];
        float[][][] confidence = new float[space.factors()][halfOutput.length][lanes];
        float[][] linear = new float[space.factors()][lanes];
        for (int lane = 0; lane < embeddings.size(); lane++) {
            Broadcast one = broadcast(embeddings.get(lane), part);
            put(one.levels, levels, lane);
            put(one.linear, linear, lane);
            for (int k = 0; k < space.factors(); k++) {
                put(one.factors[k], factors[k], lane);
                put(one.confidence[k], confidence[k], lane);
            }
        }
        return new LaneBlock(lanes, levels, factors, confidence, linear);
    }

    private static void put(float[] values, float[][] rows, int lane) {
        for (int r = 0; r < rows.length; r++) {
            rows[r][lane] = values[r];
        }
    }

    /** From {@code [K x width]} to {@code [K][width]}. */
    private float[][] split(float[] values) {
        float[][] parts = new float[space.factors()][];
        int width = parts.length == 0 ? 0 : values.length / parts.length;
        for (int k = 0; k < parts.length; k++) {
            parts[k] = padded(Arrays.copyOfRange(values, k * width, (k + 1) * width));
        }
        return parts;
    }

    /** A copy, filled up with zeros. */
    private static float[] padded(float[] values) {
        return Arrays.copyOf(values, roundedUp(values.length, LaneKernel.ROWS));
    }

    private static int roundedUp(int count, int step) {
        return (count + step - 1) / step * step;
    }
}
