package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.EmbeddingSpace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceAggregatorTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "4, 13, 7", "8, 32, 32", "3, 207, 64"})
    void shouldEqualThePerceptronOnTheConcatenatedPair(int factors, int factorDim, int hidden) {
        EmbeddingSpace space = Embeddings.space(1, 4, factors, factorDim);
        ConfidenceWeights weights =
                Embeddings.weights(space, hidden, 1).confidence().orElseThrow();
        ConfidenceAggregator aggregator = new ConfidenceAggregator(factors, factorDim, weights);
        float[] audio = Embeddings.random(space, 2).factors();
        float[] text = Embeddings.random(space, 3).factors();
        double[] confidences = aggregator.confidences(aggregator.audioPart(audio), aggregator.textPart(text));
        assertThat(confidences).containsExactly(concatenated(weights, factors, factorDim, audio, text), within(1e-5));
        assertThat(Arrays.stream(confidences).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldTrustAllPairsAlikeWhenItHasLearnedNothing() {
        ConfidenceWeights fresh = new ConfidenceWeights(
                2, new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8}, new float[] {9, 9}, new float[2]);
        ConfidenceAggregator aggregator = new ConfidenceAggregator(4, 2, fresh);
        float[] any = {1, 0, 0, 1, -1, 0, 0, -1};
        assertThat(aggregator.confidences(aggregator.audioPart(any), aggregator.textPart(any)))
                .containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void shouldNotOverflowWithGreatLogits() {
        ConfidenceWeights steep =
                new ConfidenceWeights(1, new float[] {1e4f}, new float[] {0}, new float[1], new float[] {1e4f});
        ConfidenceAggregator aggregator = new ConfidenceAggregator(2, 1, steep);
        float[] audio = {1, -1};
        assertThat(aggregator.confidences(aggregator.audioPart(audio), aggregator.textPart(audio)))
                .containsExactly(1, 0);
    }

    @Test
    void shouldRefuseWeightsOfAnotherWidth() {
        ConfidenceWeights narrow = new ConfidenceWeights(2, new float[6], new float[6], new float[2], new float[2]);
        assertThatThrownBy(() -> new ConfidenceAggregator(8, 4, narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("audio", "6", "8");
    }

    /** The perceptron as it is written down: one first layer on [text; audio], a softmax over the factors. */
    private static double[] concatenated(ConfidenceWeights weights, int factors, int d, float[] audio, float[] text) {
        double[] logits = new double[factors];
        for (int k = 0; k < factors; k++) {
            for (int j = 0; j < weights.hidden(); j++) {
                double sum = weights.bias()[j];
                for (int i = 0; i < 2 * d; i++) {
                    double weight = i < d ? weights.text()[j * d + i] : weights.audio()[j * d + i - d];
                    sum += weight * (i < d ? text[k * d + i] : audio[k * d + i - d]);
                }
                logits[k] += weights.output()[j] * Math.max(sum, 0);
            }
        }
        double total = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / total).toArray();
    }
}
