package io.earshot.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.Calibration;
import io.earshot.query.BackgroundFit;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundPercentileTest {
    private static final Calibration HEARD = new Calibration(
            "s", "q", "v", "d", .5, 10, 5, 20, new BackgroundFit(.1, .1), List.of(.1, .2, .3, .5), 0, 3600);

    @Test
    void shouldInterpolateBetweenTheQuantilesAndClaimNoMoreThanTheHighest() {
        assertThat(BackgroundPercentile.of(.1, HEARD)).isEqualTo(50);
        assertThat(BackgroundPercentile.of(.15, HEARD)).isCloseTo(70, within(1e-9));
        assertThat(BackgroundPercentile.of(.3, HEARD)).isEqualTo(99);
        assertThat(BackgroundPercentile.of(.4, HEARD)).isCloseTo(99.45, within(1e-9));
        assertThat(BackgroundPercentile.of(.5, HEARD)).isEqualTo(99.9);
        assertThat(BackgroundPercentile.of(9, HEARD)).isEqualTo(99.9);
    }

    @Test
    void shouldFallWithTheScoreBelowTheMedian() {
        double before = 50;
        for (double score = .09; score > -.5; score -= .05) {
            double percent = BackgroundPercentile.of(score, HEARD);
            assertThat(percent).isBetween(0., before);
            before = percent;
        }
    }

    @Test
    void shouldClaimLittleOfAFitByMeanAndDeviation() {
        BackgroundFit fit = new BackgroundFit(0, 1);
        assertThat(BackgroundPercentile.of(0, fit)).isCloseTo(50, within(1e-5));
        assertThat(BackgroundPercentile.of(1, fit)).isCloseTo(84.1345, within(1e-4));
        assertThat(BackgroundPercentile.of(-1, fit)).isCloseTo(15.8655, within(1e-4));
        assertThat(BackgroundPercentile.of(8, fit)).isEqualTo(99);
        assertThat(BackgroundPercentile.of(-8, fit)).isEqualTo(1);
    }

    @Test
    void shouldFallBackToTheFitWhereNoQuantilesAreKnown() {
        Calibration bare =
                new Calibration("s", "q", "v", "d", .5, 10, 5, 20, new BackgroundFit(.1, .1), List.of(), 0, 3600);
        assertThat(BackgroundPercentile.of(.2, bare)).isCloseTo(84.1345, within(1e-4));
    }
}
