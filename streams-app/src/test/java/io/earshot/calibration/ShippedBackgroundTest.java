package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.BackgroundFit;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.Embeddings;
import io.earshot.scoring.ScoringWeights;
import io.earshot.scoring.SimilarityScorer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedBackgroundTest {
    private static final EmbeddingSpace SPACE = Embeddings.space(2, 16, 8, 4);
    private static final ScoringWeights WEIGHTS = Embeddings.weights(SPACE, 5, 1);

    private final BlockScorer blocks = new BlockScorer(SPACE, WEIGHTS);

    @ParameterizedTest
    @ValueSource(ints = {2, 13, 16, 207})
    void shouldFitMeanAndDeviationOfThePlainScores(int count) {
        List<Embedding> segments = Embeddings.random(SPACE, count, 2);
        Embedding query = Embeddings.random(SPACE, 3);
        SimilarityScorer plain = new SimilarityScorer(SPACE, WEIGHTS);
        double[] scores = segments.stream()
                .mapToDouble(segment -> plain.score(segment, query))
                .toArray();
        double mean = 0;
        double squares = 0;
        for (double score : scores) {
            mean += score / count;
        }
        for (double score : scores) {
            squares += (score - mean) * (score - mean) / count;
        }
        BackgroundFit fit = new ShippedBackground(blocks, segments).fit(query);
        assertThat(fit.mean()).isCloseTo(mean, within(1e-5));
        assertThat(fit.deviation()).isCloseTo(Math.sqrt(squares), within(1e-5));
    }

    @Test
    void shouldKeepTheDeviationAboveZeroWhenAllSegmentsAreAlike() {
        List<Embedding> alike = Collections.nCopies(20, Embeddings.random(SPACE, 2));
        BackgroundFit fit = new ShippedBackground(blocks, alike).fit(Embeddings.random(SPACE, 3));
        assertThat(fit.deviation()).isGreaterThan(0).isLessThan(1e-5);
    }

    @Test
    void shouldRefuseToBeEmpty() {
        assertThatThrownBy(() -> new ShippedBackground(blocks, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAQueryOfAnotherSpace() {
        ShippedBackground background = new ShippedBackground(blocks, Embeddings.random(SPACE, 5, 2));
        Embedding other = Embeddings.random(Embeddings.space(1, 16, 8, 4), 3);
        assertThatThrownBy(() -> background.fit(other)).isInstanceOf(IllegalArgumentException.class);
    }
}
