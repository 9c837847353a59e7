package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void shouldFindAGrowthThatNoiseHides() {
        Trend trend = trend(.5);
        assertThat(trend.perHour()).isCloseTo(30, within(3.));
        assertThat(trend.growsBeyond(20)).isTrue();
        assertThat(trend.growsBeyond(40)).isFalse();
    }

    @Test
    void shouldNotTakeNoiseForAGrowth() {
        assertThat(trend(0).growsBeyond(4)).isFalse();
    }

    private static Trend trend(double perMinute) {
        Random random = new Random(1);
        Trend trend = new Trend("heap", "MB");
        for (int minute = 0; minute < 60; minute++) {
            trend.add(minute, 100 + perMinute * minute + random.nextGaussian());
        }
        return trend;
    }
}
