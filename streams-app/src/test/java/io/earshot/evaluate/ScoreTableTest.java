package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.evaluate.EvaluationReport.ClassQuality;
import io.earshot.evaluate.EvaluationReport.Confusion;
import io.earshot.evaluate.EvaluationReport.RetrievalQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From scores to metrics, with answers worked out by hand. */
class ScoreTableTest {
    private static final List<String> SCORED = List.of("dog", "cat", "cow", "gone");
    private static final List<List<String>> CLIPS =
            List.of(List.of("dog"), List.of("dog"), List.of("cat"), List.of("cow"));
    private static final ScoreTable LABELS = ScoreTable.of(
            SCORED,
            List.of(
                    new double[] {.9, .1, .2, 1},
                    new double[] {.4, .6, .3, 1},
                    new double[] {.5, .5, .1, 1},
                    new double[] {.2, .7, .8, 1}),
            CLIPS,
            true);

    @Test
    void shouldLeaveOutTextsThatAreRightForNoClip() {
        assertThat(LABELS.texts()).containsExactly("cat", "cow", "dog");
        assertThat(LABELS.scores().get(0)).containsExactly(.1, .2, .9);
        assertThat(LABELS.right()).extracting(Object::toString).containsExactly("{2}", "{2}", "{0}", "{1}");
    }

    @Test
    void shouldClassifyByTheHighestTextAndCountTiesAsWrong() {
        ZeroShot zeroShot = ZeroShot.of(LABELS, LABELS.ofTexts());
        assertThat(zeroShot.accuracy()).isEqualTo(2 / 4.);
        assertThat(zeroShot.classes())
                .containsExactly(
                        new ClassQuality("cat", 1, 0, 1 / 3.),
                        new ClassQuality("cow", 1, 1, 1),
                        new ClassQuality("dog", 2, .5, (1 + 2 / 3.) / 2));
        assertThat(zeroShot.confusions())
                .containsExactly(new Confusion("cat", "dog", 1), new Confusion("dog", "cat", 1));
    }

    @Test
    void shouldPutTheMostFrequentConfusionFirst() {
        double[] dog = {.1, .9};
        double[] cat = {.9, .1};
        ScoreTable table = ScoreTable.of(
                List.of("cat", "dog"),
                List.of(dog, cat, cat),
                List.of(List.of("cat"), List.of("dog"), List.of("dog")),
                true);
        assertThat(ZeroShot.of(table, table.ofTexts()).confusions())
                .containsExactly(new Confusion("dog", "cat", 2), new Confusion("cat", "dog", 1));
    }

    @Test
    void shouldFindClipsByTexts() {
        RetrievalQuality quality = RetrievalQuality.of(LABELS.ofTexts(), LABELS.clips());
        assertThat(quality.queries()).isEqualTo(3);
        assertThat(quality.gallery()).isEqualTo(4);
        assertThat(quality.r1()).isCloseTo(2 / 3., within(1e-12));
        assertThat(quality.r5()).isEqualTo(1);
        assertThat(quality.medR()).isEqualTo(1);
        assertThat(quality.mapAt10()).isCloseTo((1 / 3. + 1 + (1 + 2 / 3.) / 2) / 3, within(1e-12));
    }

    @Test
    void shouldFindTextsByClips() {
        RetrievalQuality quality = RetrievalQuality.of(LABELS.ofClips(), 3);
        assertThat(quality.queries()).isEqualTo(4);
        assertThat(quality.r1()).isEqualTo(.5);
        assertThat(quality.mapAt10()).isCloseTo((1 + .5 + .5 + 1) / 4, within(1e-12));
    }

    @Test
    void shouldRoundTheMedianOfRanksDown() {
        List<Ranking> ranks = List.of(rank(0), rank(3), rank(4), rank(40));
        assertThat(RetrievalQuality.of(ranks, 50).medR()).isEqualTo(4);
        assertThat(RetrievalQuality.of(ranks.subList(1, 4), 50).medR()).isEqualTo(5);
        assertThat(RetrievalQuality.of(ranks, 50).r5()).isEqualTo(.75);
        assertThat(RetrievalQuality.of(ranks, 50).r10()).isEqualTo(.75);
    }

    @Test
    void shouldHoldCaptionsOfTheSameWordsApart() {
        ScoreTable captions = ScoreTable.of(
                List.of("a dog", "rain", "a bark"),
                List.of(new double[] {.9, .1, .8}, new double[] {.7, .2, .6}),
                List.of(List.of("a dog", "a bark"), List.of("a dog", "rain")),
                false);
        assertThat(captions.texts()).containsExactly("a dog", "a bark", "a dog", "rain");
        assertThat(captions.scores().get(1)).containsExactly(.7, .6, .7, .2);
        assertThat(captions.ofTexts()).extracting(Ranking::best).containsExactly(0, 0, 1, 0);
        // both have "a dog" on top, but as the other's too, and the worst order counts
        assertThat(captions.ofClips()).extracting(Ranking::best).containsExactly(1, 1);
    }

    private static Ranking rank(int rank) {
        return new Ranking(new int[] {rank});
    }
}
