package io.earshot.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.BackgroundFit;
import io.earshot.query.CombinedScore;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQueries;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.Embeddings;
import io.earshot.scoring.ScoringWeights;
import io.earshot.scoring.SimilarityScorer;
import java.util.ArrayList;
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
    void shouldScoreSeveralTextsAndNegativesAsThePlainFormulaDoes() {
        QueryTable table = mixedTable(207);
        MatchReport report = matcher.match("yard", SEGMENT, table);
        assertThat(report.matches()).hasSize(207);
        assertThat(report.matches()).anyMatch(match -> match.penalty() > 0);
        for (Match match : report.matches()) {
            CombinedScore expected = plainly(match.query());
            assertThat((double) match.score()).isCloseTo(expected.score(), within(1e-4));
            assertThat((double) match.penalty()).isCloseTo(expected.penalty(), within(1e-4));
        }
    }

    @Test
    void shouldScorePlainQueriesTheSameWhateverStandsBesideThem() {
        MatchReport alone = matcher.match("yard", SEGMENT, table(40));
        QueryTable mixed = table(40);
        for (RegisteredQuery query : mixedTable(30).queries()) {
            mixed = mixed.with(RegisteredQueries.of(
                    "x" + query.query().id(), query.embedding(), query.otherTexts(), query.negatives()));
        }
        MatchReport beside = matcher.match("yard", SEGMENT, mixed);
        assertThat(beside.matches().subList(0, 40))
                .extracting(Match::score)
                .containsExactlyElementsOf(
                        alone.matches().stream().map(Match::score).toList());
    }

    @Test
    void shouldReportAQueryWithABadNegativeUnderItsId() {
        Embedding notANumber = Embeddings.random(SPACE, 5);
        notANumber.levels()[3] = Float.POSITIVE_INFINITY;
        QueryTable table = mixedTable(20)
                .with(RegisteredQueries.of("bad-not", SEGMENT, List.of(), List.of(text(1), text(notANumber))))
                .with(RegisteredQueries.of(
                        "bad-or",
                        SEGMENT,
                        List.of(text(Embeddings.random(Embeddings.space(2, 17, 4, 8), 1))),
                        List.of()));
        MatchReport report = matcher.match("yard", SEGMENT, table);
        assertThat(report.matches()).hasSize(20).allMatch(match -> Float.isFinite(match.score()));
        assertThat(report.errors()).containsOnlyKeys("bad-not", "bad-or");
        assertThat(report.errors().get("bad-not")).startsWith("negative 2: ").contains("Infinity");
        assertThat(report.errors().get("bad-or")).startsWith("other text 1: ").contains("34", "32");
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
    void shouldFillTheLanesOfABlockWithWholeTiles() {
        assertThat(BlockScorer.MOST_LANES % QueryTile.CAPACITY).isZero();
    }

    @Test
    void shouldReportTheSameOfASegmentWhateverIsMatchedWithIt() {
        QueryTable table = mixedTable(600)
                .with(RegisteredQueries.of("yards", Embeddings.random(SPACE, 2), "yard*"))
                .with(RegisteredQueries.of("gate", Embeddings.random(Embeddings.space(1, 1, 0, 0), 2), "gate"));
        List<SourceEmbedding> segments = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            segments.add(new SourceEmbedding(i % 3 == 0 ? "gate" : "yard-" + i, Embeddings.random(SPACE, 200 + i)));
        }
        List<MatchReport> together = matcher.match(segments, table);
        assertThat(together).hasSize(21);
        for (int i = 0; i < 21; i++) {
            SourceEmbedding one = segments.get(i);
            assertThat(together.get(i)).isEqualTo(matcher.match(one.sourceId(), one.embedding(), table));
        }
    }

    @Test
    void shouldLayOutOnlyWhatChanged() {
        QueryTable table = table(700);
        PreparedTable before = PreparedTable.empty().forTable(table, new BlockScorer(SPACE, WEIGHTS), SPACE);
        PreparedTable after = before.forTable(
                table.with(RegisteredQueries.of("q300", SEGMENT)), new BlockScorer(SPACE, WEIGHTS), SPACE);
        assertThat(after.panels()).isEqualTo(3);
        assertThat(after.panel(0)).isSameAs(before.panel(0));
        assertThat(after.panel(1)).isNotSameAs(before.panel(1));
        assertThat(after.panel(2)).isSameAs(before.panel(2));
    }

    private static QueryTable table(int size) {
        List<Embedding> embeddings = Embeddings.random(SPACE, size, 7);
        QueryTable table = QueryTable.empty();
        for (int i = 0; i < size; i++) {
            table = table.with(RegisteredQueries.of("q" + i, embeddings.get(i)));
        }
        return table;
    }

    /** Each query has 0 to 2 other texts and 0 to 3 negatives. */
    private static QueryTable mixedTable(int size) {
        QueryTable table = QueryTable.empty();
        int seed = 1;
        for (int i = 0; i < size; i++) {
            List<EncodedText> others = new ArrayList<>();
            List<EncodedText> negatives = new ArrayList<>();
            for (int other = 0; other < i % 3; other++) {
                others.add(text(seed++));
            }
            for (int negative = 0; negative < i % 4; negative++) {
                negatives.add(text(seed++));
            }
            table = table.with(RegisteredQueries.of("q" + i, Embeddings.random(SPACE, seed++), others, negatives));
        }
        return table;
    }

    private static EncodedText text(int seed) {
        return text(Embeddings.random(SPACE, seed));
    }

    private static EncodedText text(Embedding embedding) {
        return new EncodedText(embedding, new BackgroundFit(-0.05, 0.1));
    }

    private CombinedScore plainly(RegisteredQuery query) {
        CombinedScore combined = new CombinedScore();
        query.texts().forEach(text -> combined.text(plain.score(SEGMENT, text.embedding()), text.background()));
        query.negatives().forEach(text -> combined.negative(plain.score(SEGMENT, text.embedding()), text.background()));
        return combined;
    }

    private static float score(MatchReport report, String id) {
        return report.matches().stream()
                .filter(match -> match.query().query().id().equals(id))
                .findFirst()
                .orElseThrow()
                .score();
    }
}
