package io.earshot.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationReportTest {
    @Test
    void shouldHoldACountWithinAFactorOfTwoAgainstTheRate() {
        assertThat(pair(20, 10, 40, 10).isWithinFactorTwo()).isTrue();
        assertThat(pair(20, 10, 40, 40).isWithinFactorTwo()).isTrue();
        assertThat(pair(20, 10, 40, 9).isWithinFactorTwo()).isFalse();
        assertThat(pair(20, 10, 40, 41).isWithinFactorTwo()).isFalse();
        assertThat(pair(9.9, 10, 40, 10).isCountable()).isFalse();
    }

    /** Of a mean of 3, no event has the probability 0.0498, of one of 4, 0.0183; seven or more of 3, 0.0335. */
    @Test
    void shouldCoverWhatIsLikelyAtSomeRateOfTheInterval() {
        assertThat(pair(1, 3, 4, 0).isCovered()).isTrue();
        assertThat(pair(1, 4, 5, 0).isCovered()).isFalse();
        assertThat(pair(1, 1, 3, 7).isCovered()).isTrue();
        assertThat(pair(1, 1, 3, 9).isCovered()).isFalse();
        assertThat(pair(1, 0, 1e-6, 0).isCovered()).isTrue();
        assertThat(pair(2_000, 1_900, 2_100, 2_000).isCovered()).isTrue();
        assertThat(pair(2_000, 1_900, 2_100, 2_500).isCovered()).isFalse();
    }

    @Test
    void shouldLeavePairsOutThatAreNoBackground() {
        HeldOutPair own = new HeldOutPair("rain", "rain falling", 100, false, 20, 10, 40, 500);
        CalibrationReport report = CalibrationReport.of(List.of(own, pair(20, 10, 40, 30), pair(20, 10, 40, 90)));
        assertThat(report.aboutTheSource()).isEqualTo(1);
        assertThat(report.byRate()).hasSize(1);
        CalibrationReport.Row row = report.byRate().get(0);
        assertThat(row.pairs()).isEqualTo(2);
        assertThat(row.countable()).isEqualTo(2);
        assertThat(row.withinFactorTwo()).isEqualTo(1);
        assertThat(String.join("\n", report.lines())).contains("50 %");
    }

    private static HeldOutPair pair(double expected, double low, double high, int counted) {
        return new HeldOutPair("street", "a dog barking", 100, true, expected, low, high, counted);
    }
}
