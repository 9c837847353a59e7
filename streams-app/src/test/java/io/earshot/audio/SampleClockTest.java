package io.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SampleClockTest {
    @Test
    void shouldCountFromTheEpochStart() {
        SampleClock clock = new SampleClock(1_000_000, 32_000);
        assertThat(clock.microsAt(0)).isEqualTo(1_000_000);
        assertThat(clock.microsAt(32_000)).isEqualTo(2_000_000);
        assertThat(clock.instantAt(16_000)).isEqualTo(Instant.ofEpochMilli(1_500));
    }

    @Test
    void shouldRoundDown() {
        SampleClock clock = new SampleClock(0, 44_100);
        assertThat(clock.microsAt(1)).isEqualTo(22);
        assertThat(clock.microsAt(-1)).isEqualTo(-23);
    }

    @Test
    void shouldStayExactAfterYears() {
        SampleClock clock = new SampleClock(5, 44_100);
        long tenYearsSeconds = 315_360_000L;
        assertThat(clock.microsAt(tenYearsSeconds * 44_100 + 441)).isEqualTo(tenYearsSeconds * 1_000_000 + 10_000 + 5);
    }
}
