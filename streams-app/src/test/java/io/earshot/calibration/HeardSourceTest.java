package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeardSourceTest {
    @Test
    void shouldBeFittedAtEpochsAndMoreRarelyTheMoreWasHeard() {
        HeardSource source = HeardSource.NOTHING;
        List<Integer> fittedAtMinutes = new ArrayList<>();
        for (int minute = 1; minute <= 600; minute++) {
            source = source.heard(60, minute);
            if (source.isDue(Duration.ofMinutes(10))) {
                source = source.fitted();
                fittedAtMinutes.add(minute);
            }
        }
        assertThat(fittedAtMinutes)
                .startsWith(10, 20, 30, 40)
                .hasSizeLessThan(22)
                .endsWith(588);
        assertThat(source.newestMicros()).isEqualTo(600);
    }

    @Test
    void shouldNotBeFittedBeforeEnoughWasHeard() {
        HeardSource source = HeardSource.NOTHING.heard(599, 1);
        assertThat(source.isKnown()).isFalse();
        assertThat(source.isDue(Duration.ofMinutes(1))).isFalse();
    }
}
