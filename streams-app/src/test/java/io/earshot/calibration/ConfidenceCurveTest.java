package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.query.BackgroundFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceCurveTest {
    private final ConfidenceCurve curve = new ConfidenceCurve(1.5, 2, -4);
    private final BackgroundFit fit = new BackgroundFit(0.1, 0.05);

    @Test
    void shouldFollowTheFormula() {
        double logit = 1.5 * (0.3 - 0.1) / 0.05 + 2 * 0.3 - 4;
        assertThat(curve.confidence(0.3, fit)).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-12));
        assertThat(new ConfidenceCurve(1, 0, 0).confidence(0.1, fit)).isEqualTo(0.5);
    }

    @Test
    void shouldRiseWithTheScore() {
        double before = 0;
        for (double score = -0.5; score < 0.6; score += 0.01) {
            double confidence = curve.confidence(score, fit);
            assertThat(confidence).isGreaterThanOrEqualTo(before);
            before = confidence;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1, -1e300, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldNeverBeCertain(double score) {
        assertThat(curve.confidence(score, fit)).isGreaterThan(0).isLessThan(1);
        assertThat(curve.confidence(score, new BackgroundFit(0, Double.MIN_VALUE)))
                .isGreaterThan(0)
                .isLessThan(1);
    }

    @Test
    void shouldTakeAScoreThatIsNoNumberForTheLowest() {
        assertThat(curve.confidence(Double.NaN, fit)).isLessThan(1e-6);
    }

    @Test
    void shouldNeverRiseFasterThanItSays() {
        double steepest = 0;
        for (double score = -0.5; score < 0.6; score += 0.001) {
            double rise = curve.confidence(score + 0.001, fit) - curve.confidence(score, fit);
            steepest = Math.max(steepest, rise / 0.001);
        }
        assertThat(curve.steepness(fit)).isGreaterThanOrEqualTo(steepest).isCloseTo(steepest, within(0.1));
    }
}
