package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockScorerTest {
    private static final EmbeddingSpace SPACE = Embeddings.space(3, 64, 8, 16);

    private final ScoringWeights weights = Embeddings.weights(SPACE, 12, 1);
    private final BlockScorer scorer = new BlockScorer(SPACE, weights);

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1",
        "1, 13, 0, 0, 0",
        "3, 207, 0, 0, 0",
        "1, 1021, 1, 13, 3",
        "3, 256, 8, 32, 32",
        "2, 13, 9, 207, 5",
        "2, 64, 17, 3, 64"
    })
    void shouldAgreeWithThePlainScorer(int levels, int levelDim, int factors, int factorDim, int hidden) {
        EmbeddingSpace space = Embeddings.space(levels, levelDim, factors, factorDim);
        ScoringWeights some = Embeddings.weights(space, hidden, 1);
        SimilarityScorer plain = new SimilarityScorer(space, some);
        Embedding segment = Embeddings.random(space, 2);
        for (int count : new int[] {1, 13, 16, 207, 300}) {
            List<Embedding> queries = Embeddings.random(space, count, 3);
            float[] scores = scores(new BlockScorer(space, some), segment, queries);
            for (int i = 0; i < count; i++) {
                assertThat((double) scores[i]).isCloseTo(plain.score(segment, queries.get(i)), within(1e-5));
            }
        }
    }

    @Test
    void shouldGiveTheVerySameScoreInAnyLaneBesideAnyOthers() {
        Embedding segment = Embeddings.random(SPACE, 2);
        List<Embedding> queries = Embeddings.random(SPACE, 207, 3);
        float[] scores = scores(scorer, segment, queries);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        float[] shuffled =
                scores(scorer, segment, order.stream().map(queries::get).toList());
        for (int i = 0; i < order.size(); i++) {
            assertThat(shuffled[i]).isEqualTo(scores[order.get(i)]);
        }
        assertThat(scores(scorer, segment, queries.subList(5, 6))[0]).isEqualTo(scores[5]);
    }

    @Test
    void shouldGiveTheVerySameScoreBesideAnyOtherSegments() {
        List<Embedding> segments = Embeddings.random(SPACE, 37, 2);
        LaneBlock queries = scorer.queries(Embeddings.random(SPACE, 207, 3));
        BlockScores alone = scorer.newScores();
        BlockScores together = scorer.newScores();
        for (int count : new int[] {1, 2, 3, 16, 17, 37}) {
            List<Broadcast> some =
                    segments.subList(0, count).stream().map(scorer::segment).toList();
            scorer.score(some, queries, together);
            for (int segment = 0; segment < count; segment++) {
                scorer.score(List.of(some.get(segment)), queries, alone);
                for (int lane = 0; lane < 207; lane++) {
                    assertThat(together.get(segment, lane)).isEqualTo(alone.get(0, lane));
                }
            }
        }
    }

    @Test
    void shouldScoreManySegmentsAgainstSomeQueries() {
        SimilarityScorer plain = new SimilarityScorer(SPACE, weights);
        List<Embedding> segments = Embeddings.random(SPACE, 16, 2);
        List<Embedding> queries = Embeddings.random(SPACE, 3, 3);
        BlockScores scores = scorer.newScores();
        scorer.score(queries.stream().map(scorer::query).toList(), scorer.segments(segments), scores);
        for (int query = 0; query < 3; query++) {
            for (int lane = 0; lane < 16; lane++) {
                assertThat((double) scores.get(query, lane))
                        .isCloseTo(plain.score(segments.get(lane), queries.get(query)), within(1e-5));
            }
        }
    }

    /** Where the confidences of factors differ by more than a float can hold as a power of e. */
    @Test
    void shouldAgreeWhereOneFactorOutweighsAllOthers() {
        ConfidenceWeights some = weights.confidence().orElseThrow();
        float[] output = some.output().clone();
        for (int i = 0; i < output.length; i++) {
            output[i] *= 100;
        }
        ScoringWeights steep = new ScoringWeights(
                weights.levelWeights(),
                weights.gate(),
                weights.temperature(),
                Optional.of(new ConfidenceWeights(some.hidden(), some.audio(), some.text(), some.bias(), output)));
        SimilarityScorer plain = new SimilarityScorer(SPACE, steep);
        Embedding segment = Embeddings.random(SPACE, 2);
        List<Embedding> queries = Embeddings.random(SPACE, 50, 3);
        float[] scores = scores(new BlockScorer(SPACE, steep), segment, queries);
        for (int i = 0; i < scores.length; i++) {
            assertThat((double) scores[i]).isCloseTo(plain.score(segment, queries.get(i)), within(1e-4));
        }
    }

    @Test
    void shouldKeepNothingOfTheBlockBefore() {
        List<Broadcast> segment = List.of(scorer.segment(Embeddings.random(SPACE, 2)));
        LaneBlock first = scorer.queries(Embeddings.random(SPACE, 16, 3));
        LaneBlock second = scorer.queries(Embeddings.random(SPACE, 16, 4));
        BlockScores used = scorer.newScores();
        scorer.score(segment, first, used);
        scorer.score(segment, second, used);
        BlockScores fresh = scorer.newScores();
        scorer.score(segment, second, fresh);
        assertThat(used.get(0, 7)).isEqualTo(fresh.get(0, 7));
    }

    @Test
    void shouldRefuseMoreThanItHasLanes() {
        assertThatThrownBy(() -> scorer.queries(Embeddings.random(SPACE, 257, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("257", "256");
    }

    @Test
    void shouldRefuseAnEmbeddingOfAnotherSpace() {
        Embedding narrow = Embeddings.random(Embeddings.space(3, 64, 8, 15), 1);
        assertThatThrownBy(() -> scorer.segment(narrow)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scorer.query(narrow)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] scores(BlockScorer scorer, Embedding segment, List<Embedding> queries) {
        List<Broadcast> one = List.of(scorer.segment(segment));
        BlockScores room = scorer.newScores();
        float[] scores = new float[queries.size()];
        for (int from = 0; from < scores.length; from += BlockScorer.MOST_LANES) {
            int to = Math.min(from + BlockScorer.MOST_LANES, scores.length);
            scorer.score(one, scorer.queries(queries.subList(from, to)), room);
            for (int i = from; i < to; i++) {
                scores[i] = room.get(0, i - from);
            }
        }
        return scores;
    }
}
