package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailFitTest {
    private static final double HOP_SECONDS = 0.96;
    private static final int HOUR = 3_750;

    @Test
    void shouldFindTheThresholdOfARateThatWasHeardOften() {
        Random random = new Random(1);
        double asked = 1_000;
        double realised = 0;
        for (int trial = 0; trial < 20; trial++) {
            double threshold =
                    fit(noise(HOUR, random)).threshold(asked).orElseThrow().score();
            realised += perDay(noise(10 * HOUR, random), threshold) / 20;
        }
        assertThat(realised / asked).isBetween(0.85, 1.2);
    }

    /** Ten alarms a day from one hour: less than one alarm was heard at that height. */
    @Test
    void shouldExtrapolateToRatesThatWereNotHeardAndSayHowSureItIs() {
        Random random = new Random(2);
        double asked = 10;
        float[] truth = noise(2_000 * HOUR, random);
        int covered = 0;
        int withinFour = 0;
        for (int trial = 0; trial < 40; trial++) {
            TailFit.ExpectedAlarms expected =
                    fit(noise(HOUR, random)).threshold(asked).orElseThrow();
            double realised = perDay(truth, expected.score());
            covered += realised >= expected.lowPerDay() && realised <= expected.highPerDay() ? 1 : 0;
            withinFour += realised > asked / 4 && realised < asked * 4 ? 1 : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo(34);
        assertThat(withinFour).isGreaterThanOrEqualTo(28);
    }

    @Test
    void shouldBeSurerTheMoreWasHeard() {
        Random random = new Random(3);
        TailFit.ExpectedAlarms after =
                fit(noise(HOUR / 6, random)).threshold(50).orElseThrow();
        TailFit.ExpectedAlarms later = fit(noise(HOUR, random)).threshold(50).orElseThrow();
        assertThat(later.highPerDay() / later.lowPerDay()).isLessThan(after.highPerDay() / after.lowPerDay());
    }

    @Test
    void shouldGiveALowerThresholdForMoreAlarms() {
        TailFit fit = fit(noise(HOUR, new Random(4)));
        double before = Double.POSITIVE_INFINITY;
        for (double asked = 0.1; asked < 5_000; asked *= 3) {
            double threshold = fit.threshold(asked).orElseThrow().score();
            assertThat(threshold).isLessThan(before);
            before = threshold;
        }
    }

    @Test
    void shouldBeLessSureOfAlarmsThatComeInSwarms() {
        Random random = new Random(5);
        float[] even = noise(HOUR, random);
        float[] swarms = noise(HOUR, random);
        for (int i = 0; i < HOUR; i++) {
            swarms[i] += i / 300 % 4 == 0 ? 0.1f : -0.1f;
        }
        assertThat(width(fit(swarms))).isGreaterThan(1.3 * width(fit(even)));
    }

    @Test
    void shouldSayNothingWhereNothingEverRises() {
        assertThat(fit(new float[HOUR]).threshold(10)).isEmpty();
        assertThat(new TailFit(counter(new float[0]), new float[0], 0.01).threshold(10))
                .isEmpty();
    }

    private static double width(TailFit fit) {
        Optional<TailFit.ExpectedAlarms> expected = fit.threshold(1_000);
        return Math.log(expected.orElseThrow().highPerDay() / expected.get().lowPerDay());
    }

    private static double perDay(float[] scores, double threshold) {
        AlarmCounter counter = counter(scores);
        return counter.count(threshold) * 86_400. / counter.seconds();
    }

    private static TailFit fit(float[] scores) {
        return new TailFit(counter(scores), sorted(scores), 0.001);
    }

    private static float[] sorted(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static AlarmCounter counter(float[] scores) {
        int[] starts = scores.length == 0 ? new int[0] : new int[] {0};
        return new AlarmCounter(
                new BackgroundScores(scores, starts, HOP_SECONDS), DecisionRules.DEFAULT, open -> open - 0.03);
    }

    private static float[] noise(int hops, Random random) {
        float[] scores = new float[hops];
        double slow = 0;
        for (int i = 0; i < hops; i++) {
            slow = 0.7 * slow + 0.714 * random.nextGaussian();
            scores[i] = (float) (0.1 + 0.08 * slow);
        }
        return scores;
    }
}
