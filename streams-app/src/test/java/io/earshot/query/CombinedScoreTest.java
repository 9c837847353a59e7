package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CombinedScoreTest {
    private static final BackgroundFit FIT = new BackgroundFit(0.1, 0.08);
    private static final Offset<Double> EXACTLY = within(1e-12);

    private final CombinedScore combined = new CombinedScore();

    @Test
    void shouldScoreAsTheBestText() {
        combined.text(0.2, FIT);
        combined.text(0.5, FIT);
        combined.text(0.3, FIT);
        assertThat(combined.score()).isCloseTo(0.5, EXACTLY);
        assertThat(combined.penalty()).isZero();
    }

    @Test
    void shouldTakeNothingOffForANegativeThatIsNotHeard() {
        combined.text(0.15, FIT);
        combined.negative(0.1, FIT);
        combined.negative(-0.4, FIT);
        assertThat(combined.penalty()).isZero();
    }

    @Test
    void shouldTakeNothingOffForANegativeThatOnlyResemblesWhatIsHeard() {
        combined.text(0.5, FIT);
        combined.negative(0.41, FIT);
        assertThat(combined.penalty()).isZero();
    }

    @Test
    void shouldTakeOffAllThatANegativeScoresWhenItIsHeardInstead() {
        combined.text(0.2, FIT);
        combined.negative(0.5, FIT);
        assertThat(combined.penalty()).isCloseTo(0.4, EXACTLY);
        assertThat(combined.score()).isCloseTo(-0.2, EXACTLY);
    }

    @Test
    void shouldTakeOffPartWhenBothAreHeardAlike() {
        combined.text(0.5, FIT);
        combined.negative(0.5, FIT);
        assertThat(combined.penalty()).isCloseTo(0.4 * 0.4, EXACTLY);
    }

    @Test
    void shouldMeasureEachTextByItsOwnBackground() {
        combined.text(0.5, FIT);
        combined.negative(0.5, new BackgroundFit(0.45, 0.08));
        assertThat(combined.penalty()).isZero();
    }

    @Test
    void shouldStayInRangeAndNeverTakeOffMoreThanTheNegativeIsHeard() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            CombinedScore any = new CombinedScore();
            double text = 2 * random.nextDouble() - 1;
            double negative = 2 * random.nextDouble() - 1;
            any.text(text, FIT);
            any.negative(negative, FIT);
            assertThat(any.score()).isBetween(-1.0, 1.0).isLessThanOrEqualTo(text);
            assertThat(any.penalty()).isBetween(0.0, Math.max(0, negative - FIT.mean()));
            assertThat(any.score() + any.penalty()).isCloseTo(text, EXACTLY);
        }
    }

    @Test
    void shouldGrowWithTheTextAndShrinkWithTheNegative() {
        double before = Double.NEGATIVE_INFINITY;
        for (double text = -1; text <= 1; text += 0.01) {
            double score = score(text, 0.4);
            assertThat(score).isGreaterThanOrEqualTo(before);
            before = score;
        }
        for (double negative = -1; negative <= 1; negative += 0.01) {
            double score = score(0.4, negative);
            assertThat(score).isLessThanOrEqualTo(before);
            before = score;
        }
    }

    private static double score(double text, double negative) {
        CombinedScore combined = new CombinedScore();
        combined.text(text, FIT);
        combined.negative(negative, FIT);
        return combined.score();
    }
}
