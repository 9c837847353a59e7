package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimilarityScorerTest {
    private static final EmbeddingSpace SPACE = Embeddings.space(3, 16, 8, 4);

    private final ScoringWeights weights = Embeddings.weights(SPACE, 5, 1);
    private final SimilarityScorer scorer = new SimilarityScorer(SPACE, weights);

    @Test
    void shouldMixLevelsAndFactorsByTheGate() {
        ScoreDetail detail = scorer.explain(Embeddings.random(SPACE, 2), Embeddings.random(SPACE, 3));
        assertThat(detail.score())
                .isCloseTo(0.6 * detail.levelSimilarity() + 0.4 * detail.factorSimilarity(), within(1e-12));
        double local = 0;
        for (int k = 0; k < 8; k++) {
            local += detail.factorConfidences()[k] * detail.factorSimilarities()[k];
        }
        assertThat(detail.factorSimilarity()).isCloseTo(local, within(1e-12));
        assertThat(detail.levelCosines()).hasSize(3);
    }

    @Test
    void shouldGiveTheMeanCosineOfTheFactorsWhenItHasLearnedNothing() {
        ConfidenceWeights learned = weights.confidence().orElseThrow();
        ConfidenceWeights fresh =
                new ConfidenceWeights(5, learned.audio(), learned.text(), learned.bias(), new float[5]);
        ScoringWeights untrained = new ScoringWeights(weights.levelWeights(), 1, 0.07, Optional.of(fresh));
        ScoreDetail detail = new SimilarityScorer(SPACE, untrained)
                .explain(Embeddings.random(SPACE, 2), Embeddings.random(SPACE, 3));
        double mean = Arrays.stream(detail.factorSimilarities()).average().orElseThrow();
        assertThat(detail.score()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void shouldGiveOneForAnEmbeddingAndItself() {
        Embedding any = Embeddings.random(SPACE, 4);
        assertThat(scorer.score(any, any)).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldScoreByLevelsAloneWhenThereAreNoFactors() {
        EmbeddingSpace space = Embeddings.space(1, 16, 0, 0);
        SimilarityScorer plain = new SimilarityScorer(space, Embeddings.weights(space, 0, 1));
        ScoreDetail detail = plain.explain(Embeddings.random(space, 2), Embeddings.random(space, 3));
        assertThat(detail.score()).isEqualTo(detail.levelCosines()[0]);
        assertThat(detail.factorConfidences()).isEmpty();
    }

    @Test
    void shouldRefuseAnEmbeddingOfAnotherSpace() {
        Embedding wide = Embeddings.random(Embeddings.space(3, 17, 8, 4), 1);
        assertThatThrownBy(() -> scorer.score(wide, Embeddings.random(SPACE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("51", "48");
    }

    @Test
    void shouldRefuseWeightsThatDoNotFitTheSpace() {
        assertThatThrownBy(() -> new SimilarityScorer(Embeddings.space(2, 16, 8, 4), weights))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SimilarityScorer(Embeddings.space(3, 16, 0, 0), weights))
                .isInstanceOf(IllegalArgumentException.class);
        float[] heavy = {0.5f, 0.5f, 0.5f};
        assertThatThrownBy(
                        () -> new SimilarityScorer(SPACE, new ScoringWeights(heavy, 0.5, 0.07, weights.confidence())))
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new SimilarityScorer(
                        SPACE, new ScoringWeights(weights.levelWeights(), Double.NaN, 0.07, weights.confidence())))
                .hasMessageContaining("NaN");
    }
}
