package io.earshot.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.EncodedText;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.scoring.ConfidenceWeights;
import io.earshot.scoring.ScoringWeights;
import io.earshot.scoring.SimilarityScorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreExplainerTest {
    private static final EmbeddingSpace SPACE = new EmbeddingSpace("digest", 2, 2, 2, 2);
    private static final ScoringWeights WEIGHTS = new ScoringWeights(
            new float[] {.25f, .75f},
            .5,
            1,
            Optional.of(new ConfidenceWeights(
                    1, new float[] {1, 0}, new float[] {1, 0}, new float[] {0}, new float[] {1})));
    private static final Embedding DOG = new Embedding(new float[] {1, 0, 0, 1}, new float[] {0, 1, 1, 0});
    private static final Embedding CAT = new Embedding(new float[] {0, 1, 1, 0}, new float[] {1, 0, 0, 1});
    private static final Embedding SEGMENT =
            new Embedding(new float[] {.6f, .8f, .28f, .96f}, new float[] {0, 1, .8f, .6f});

    private final ScoreExplainer explainer = new ScoreExplainer(SPACE, WEIGHTS, List.of("barks", "purrs"));

    @Test
    void shouldSayOfWhatAScoreIsMade() {
        Match match = new Match(query(List.of(), List.of()), .5f, .125f);
        ScorePath path = explainer.explain(SEGMENT, match);

        assertThat(path.levelScores()).containsExactly((double) .6f, (double) .96f);
        assertThat(path.alignmentScore()).isCloseTo(.25 * .6 + .75 * .96, within(1e-6));
        assertThat(path.factors()).extracting(FactorShare::factor).containsExactly(1, 0);
        assertThat(path.factors()).extracting(FactorShare::name).containsExactly("purrs", "barks");
        assertThat(path.factors()).extracting(FactorShare::similarity).containsExactly((double) .8f, 1.);
        assertThat(path.factors().stream()
                        .mapToDouble(FactorShare::factorConfidence)
                        .sum())
                .isCloseTo(1, within(1e-6));
        assertThat(path.penalty()).isEqualTo(.125);
        double score = .5 * path.alignmentScore() + .5 * path.factorScore();
        assertThat(score).isCloseTo(new SimilarityScorer(SPACE, WEIGHTS).score(SEGMENT, DOG), within(1e-9));
    }

    @Test
    void shouldShowFirstWhatGaveMostAndNotWhatIsTrustedMost() {
        ScoringWeights byAudioAlone = new ScoringWeights(
                new float[] {.25f, .75f},
                .5,
                1,
                Optional.of(new ConfidenceWeights(
                        1, new float[] {1, 0}, new float[] {0, 0}, new float[] {0}, new float[] {1})));
        Embedding segment = new Embedding(new float[] {1, 0, 1, 0}, new float[] {1, 0, -.5f, 0});
        Match match = new Match(query(List.of(), List.of()), .5f);
        ScorePath path = new ScoreExplainer(SPACE, byAudioAlone, List.of()).explain(segment, match);
        assertThat(path.factors()).extracting(FactorShare::factor).containsExactly(1, 0);
        assertThat(path.factors().get(0).contribution()).isNegative();
        assertThat(path.factors().get(0).factorConfidence())
                .isLessThan(path.factors().get(1).factorConfidence());
    }

    @Test
    void shouldExplainTheTextThatScoresBest() {
        Match match = new Match(query(List.of(CAT), List.of()), .5f);
        assertThat(explainer.explain(SEGMENT, match).levelScores()).containsExactly((double) .6f, (double) .96f);
        assertThat(explainer.explain(CAT, match).levelScores()).containsExactly(1., 1.);
    }

    @Test
    void shouldScoreEachTokenAtTheHighestLevel() {
        SegmentEmbedding segment = new SegmentEmbedding(SEGMENT, new float[] {1, 0, 0, 1, .6f, .8f});
        assertThat(explainer.tokenScores(segment, query(List.of(), List.of()))).containsExactly(0, 1, .8f);
        assertThat(explainer.tokenScores(new SegmentEmbedding(SEGMENT, new float[0]), query(List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void shouldNameTheNegativeThatIsFurthestAboveItsBackground() {
        assertThat(explainer.strongestNegative(SEGMENT, query(List.of(), List.of())))
                .isEmpty();
        assertThat(explainer.strongestNegative(SEGMENT, query(List.of(), List.of(CAT, DOG))))
                .contains("not 1");
        assertThat(explainer.strongestNegative(CAT, query(List.of(), List.of(CAT, DOG))))
                .contains("not 0");
    }

    @Test
    void shouldHaveNoFactorsToShowWhereTheModelHasNone() {
        EmbeddingSpace plain = new EmbeddingSpace("digest", 1, 2, 0, 0);
        ScoreExplainer levels =
                new ScoreExplainer(plain, new ScoringWeights(new float[] {1}, 0, 1, Optional.empty()), List.of());
        Embedding one = new Embedding(new float[] {1, 0}, new float[0]);
        RegisteredQuery query = new RegisteredQuery(StandingQuery.of("q", "q"), "v", one, new BackgroundFit(0, 1));

        assertThat(levels.explain(one, new Match(query, 1))).isEqualTo(new ScorePath(List.of(1.), 1, List.of(), 0, 0));
    }

    @Test
    void shouldRefuseNamesThatAreNotOneAFactor() {
        assertThatThrownBy(() -> new ScoreExplainer(SPACE, WEIGHTS, List.of("one")))
                .hasMessage("1 factor names, the space has 2 factors");
    }

    private static RegisteredQuery query(List<Embedding> others, List<Embedding> negatives) {
        List<String> otherTexts = others.stream().map(embedding -> "or").toList();
        List<String> negativeTexts = java.util.stream.IntStream.range(0, negatives.size())
                .mapToObj(i -> "not " + i)
                .toList();
        StandingQuery query =
                new StandingQuery("q", "a dog", otherTexts, negativeTexts, List.of(), DecisionRules.DEFAULT, Map.of());
        return new RegisteredQuery(
                query, "v", DOG, new BackgroundFit(0, 1), new BackgroundFit(0, 1), encoded(others), encoded(negatives));
    }

    private static List<EncodedText> encoded(List<Embedding> embeddings) {
        return embeddings.stream()
                .map(embedding -> new EncodedText(embedding, new BackgroundFit(0, .5)))
                .toList();
    }
}
