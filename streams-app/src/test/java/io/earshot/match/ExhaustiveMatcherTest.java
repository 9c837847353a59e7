package io.earshot.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQueries;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.Embeddings;
import io.earshot.scoring.ScoringWeights;
import io.earshot.scoring.SimilarityScorer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExhaustiveMatcherTest {
    private static final EmbeddingSpace SPACE = Embeddings.space(2, 16, 4, 8);
    private static final ScoringWeights WEIGHTS = Embeddings.weights(SPACE, 6, 1);
    private static final Embedding SEGMENT = Embeddings.random(SPACE, 99);

    private final SimilarityScorer plain = new SimilarityScorer(SPACE, WEIGHTS);
    private final ExhaustiveMatcher matcher = new ExhaustiveMatcher(SPACE, WEIGHTS, ExhaustiveMatcher.NO_FLOOR);

    @Test
    void shouldFindNothingInAnEmptyTable() {
        MatchReport report = matcher.match("yard", SEGMENT, QueryTable.empty());
        assertThat(report.matches()).isEmpty();
        assertThat(report.errors()).isEmpty();
        assertThat(report.queriesScored()).isZero();
    }

    @Test
    void shouldScoreEveryQueryInTheOrderOfTheirIds() {
        QueryTable table = table(207);
        MatchReport report = matcher.match("yard", SEGMENT, table);
        assertThat(report.queriesScored()).isEqualTo(207);
        assertThat(report.matches()).hasSize(207);
        assertThat(report.matches())
                .extracting(match -> match.query().query().id())
                .isSorted();
        for (Match match : report.matches()) {
            assertThat((double) match.score())
                    .isCloseTo(plain.score(SEGMENT, match.query().embedding()), within(1e-5));
        }
    }

    @Test
    void shouldGiveTheSameReportHoweverTheTableCameAbout() {
        QueryTable straight = table(40);
        QueryTable winding = table(50);
        for (int i = 40; i < 50; i++) {
            winding = winding.without("q" + i);
        }
        winding = winding.without("q3").with(straight.find("q3").orElseThrow());
        List<Match> expected = matcher.match("yard", SEGMENT, straight).matches();
        List<Match> found = matcher.match("yard", SEGMENT, winding).matches();
        assertThat(found)
                .extracting(Match::score)
                .containsExactlyElementsOf(expected.stream().map(Match::score).toList());
    }

    @Test
    void shouldReportOtherMatchesWhenOneQueryFails() {
        Embedding notANumber = Embeddings.random(SPACE, 5);
        notANumber.factors()[3] = Float.NaN;
        QueryTable table = table(20)
                .with(RegisteredQueries.of("wide", Embeddings.random(Embeddings.space(2, 17, 4, 8), 1)))
                .with(RegisteredQueries.of("nan", notANumber));
        MatchReport report = matcher.match("yard", SEGMENT, table);
        assertThat(report.matches()).hasSize(20).allMatch(match -> Float.isFinite(match.score()));
        assertThat(report.queriesScored()).isEqualTo(20);
        assertThat(report.errors()).containsOnlyKeys("wide", "nan");
        assertThat(report.errors().get("wide")).contains("34", "32");
        assertThat(report.errors().get("nan")).contains("NaN");
    }

    @Test
    void shouldNotScoreQueriesThatDoNotApplyToTheSource() {
        QueryTable table = QueryTable.empty()
                .with(RegisteredQueries.of("everywhere", Embeddings.random(SPACE, 1)))
                .with(RegisteredQueries.of("yards", Embeddings.random(SPACE, 2), "yard*"))
                .with(RegisteredQueries.of("gate", Embeddings.random(Embeddings.space(1, 1, 0, 0), 2), "gate"));
        MatchReport yard = matcher.match("yard-7", SEGMENT, table);
        assertThat(yard.matches())
                .extracting(match -> match.query().query().id())
                .containsExactly("everywhere", "yards");
        assertThat(yard.errors()).isEmpty();
        MatchReport gate = matcher.match("gate", SEGMENT, table);
        assertThat(gate.matches())
                .extracting(match -> match.query().query().id())
                .containsExactly("everywhere");
        assertThat(gate.errors()).containsOnlyKeys("gate");
    }

    @Test
    void shouldDropScoresBelowTheFloorButCountThem() {
        List<Float> scores = matcher.match("yard", SEGMENT, table(100)).matches().stream()
                .map(Match::score)
                .sorted()
                .toList();
        float floor = scores.get(70);
        MatchReport report = new ExhaustiveMatcher(SPACE, WEIGHTS, floor).match("yard", SEGMENT, table(100));
        assertThat(report.matches()).hasSize(30).allMatch(match -> match.score() >= floor);
        assertThat(report.queriesScored()).isEqualTo(100);
    }

    @Test
    void shouldSeeAChangedQueryAtOnceAndStillTheOldSnapshot() {
        QueryTable before = table(40);
        matcher.match("yard", SEGMENT, before);
        QueryTable after = before.with(RegisteredQueries.of("q7", SEGMENT));
        assertThat(score(matcher.match("yard", SEGMENT, after), "q7")).isCloseTo(1f, within(1e-5f));
        assertThat(score(matcher.match("yard", SEGMENT, before), "q7")).isLessThan(0.9f);
    }

    @Test
    void shouldRefuseASegmentThatCannotBeCompared() {
        Embedding notANumber = Embeddings.random(SPACE, 5);
        notANumber.levels()[0] = Float.NaN;
        assertThatThrownBy(() -> matcher.match("yard", notANumber, table(1)))
                .isInstanceOf(IllegalArgumentException.class);
        Embedding narrow = Embeddings.random(Embeddings.space(2, 16, 4, 7), 1);
        assertThatThrownBy(() -> matcher.match("yard", narrow, table(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHaveALaneForEachQueryOfATile() {
        assertThat(QueryTile.CAPACITY).isEqualTo(BlockScorer.LANES);
    }

    private static QueryTable table(int size) {
        List<Embedding> embeddings = Embeddings.random(SPACE, size, 7);
        QueryTable table = QueryTable.empty();
        for (int i = 0; i < size; i++) {
            table = table.with(RegisteredQueries.of("q" + i, embeddings.get(i)));
        }
        return table;
    }

    private static float score(MatchReport report, String id) {
        return report.matches().stream()
                .filter(match -> match.query().query().id().equals(id))
                .findFirst()
                .orElseThrow()
                .score();
    }
}
