package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        for (int count : new int[] {1, 13, 16, 207}) {
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
    void shouldScoreManySegmentsAgainstOneQuery() {
        SimilarityScorer plain = new SimilarityScorer(SPACE, weights);
        List<Embedding> segments = Embeddings.random(SPACE, 16, 2);
        Embedding query = Embeddings.random(SPACE, 3);
        LaneScores scores = scorer.newScores();
        scorer.score(scorer.segments(segments), scorer.queryInAllLanes(query), scores);
        for (int lane = 0; lane < 16; lane++) {
            assertThat((double) scores.get(lane)).isCloseTo(plain.score(segments.get(lane), query), within(1e-5));
        }
    }

    @Test
    void shouldKeepNothingOfTheBlockBefore() {
        LaneBlock segment = scorer.segmentInAllLanes(Embeddings.random(SPACE, 2));
        LaneBlock first = scorer.queries(Embeddings.random(SPACE, 16, 3));
        LaneBlock second = scorer.queries(Embeddings.random(SPACE, 16, 4));
        LaneScores used = scorer.newScores();
        scorer.score(segment, first, used);
        scorer.score(segment, second, used);
        LaneScores fresh = scorer.newScores();
        scorer.score(segment, second, fresh);
        assertThat(used.get(7)).isEqualTo(fresh.get(7));
    }

    @Test
    void shouldRefuseMoreThanItHasLanes() {
        assertThatThrownBy(() -> scorer.queries(Embeddings.random(SPACE, 17, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("17", "16");
    }

    @Test
    void shouldRefuseAnEmbeddingOfAnotherSpace() {
        Embedding narrow = Embeddings.random(Embeddings.space(3, 64, 8, 15), 1);
        assertThatThrownBy(() -> scorer.segmentInAllLanes(narrow)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] scores(BlockScorer scorer, Embedding segment, List<Embedding> queries) {
        LaneBlock lanes = scorer.segmentInAllLanes(segment);
        LaneScores room = scorer.newScores();
        float[] scores = new float[queries.size()];
        for (int from = 0; from < scores.length; from += BlockScorer.LANES) {
            int to = Math.min(from + BlockScorer.LANES, scores.length);
            scorer.score(lanes, scorer.queries(queries.subList(from, to)), room);
            for (int i = from; i < to; i++) {
                scores[i] = room.get(i - from);
            }
        }
        return scores;
    }
}
