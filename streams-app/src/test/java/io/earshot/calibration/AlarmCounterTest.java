package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlarmCounterTest {
    private static final double HOP_SECONDS = 0.96;
    private static final ConfidenceCurve CURVE = new ConfidenceCurve(0, 18, -8);
    private static final BackgroundFit FIT = new BackgroundFit(0, 1);

    @Test
    void shouldCountUpcrossingsThatAreFartherApartThanTheMergeGap() {
        AlarmCounter counter = counter(DecisionRules.DEFAULT, 0, 0, 0, .9f, 0, .9f, 0, 0, 0, .9f, .9f, 0, 0);
        assertThat(counter.count(.5)).isEqualTo(2);
        assertThat(counter.alarms(.5).sortedPeaks()).containsExactly(.9f, .9f);
    }

    @Test
    void shouldHoldASoundThatStaysAboveTheClosingScoreForOne() {
        AlarmCounter counter = counter(DecisionRules.DEFAULT, 0, 0, 0, .6f, .55f, .55f, .55f, .55f, .6f, 0, 0);
        assertThat(counter.count(.58)).isEqualTo(1);
    }

    @Test
    void shouldNotCountWhatMayHaveBegunBeforeTheRun() {
        AlarmCounter counter = counter(DecisionRules.DEFAULT, .9f, .9f, .9f, .9f, 0, 0, 0, 0);
        assertThat(counter.count(.5)).isZero();
        assertThat(counter.seconds()).isEqualTo(6 * HOP_SECONDS);
    }

    @Test
    void shouldAskForAsManyHitsAsTheRulesDo() {
        DecisionRules twoOfThree = new DecisionRules(
                Sensitivity.DEFAULT,
                0.5,
                0.3,
                2,
                3,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ZERO);
        AlarmCounter counter = counter(twoOfThree, 0, 0, 0, .9f, 0, 0, 0, 0, .9f, .4f, .8f, 0, 0, 0);
        assertThat(counter.count(.5)).isEqualTo(1);
        assertThat(counter.alarms(.5).sortedPeaks()).containsExactly(.8f);
    }

    @Test
    void shouldAskForTheLeastDuration() {
        DecisionRules long2s =
                new DecisionRules(0.5, 0.3, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(10));
        AlarmCounter counter = counter(long2s, 0, 0, 0, .9f, .9f, 0, 0, 0, .9f, .9f, .9f, 0, 0, 0);
        assertThat(counter.count(.5)).isEqualTo(1);
    }

    @Test
    void shouldCountNothingInNothing() {
        AlarmCounter counter = new AlarmCounter(
                new BackgroundScores(new float[0], new int[0], HOP_SECONDS), DecisionRules.DEFAULT, s -> s);
        assertThat(counter.count(.5)).isZero();
        assertThat(counter.seconds()).isZero();
    }

    private static AlarmCounter counter(DecisionRules rules, float... scores) {
        return new AlarmCounter(
                new BackgroundScores(scores, new int[] {0}, HOP_SECONDS),
                rules,
                open -> CURVE.score(CURVE.confidence(open, FIT) * rules.closePart(), FIT));
    }
}
