package io.earshot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MomentTest {
    @Test
    void shouldTakeWhatHappenedALittleBeforeOrAfter() {
        Moment moment = new Moment("yard", 10_000_000, Duration.ofSeconds(2));

        assertThat(moment.touches(7_000_000, 8_000_000)).isFalse();
        assertThat(moment.touches(7_000_000, 8_000_001)).isTrue();
        assertThat(moment.touches(12_000_000, 13_000_000)).isTrue();
        assertThat(moment.touches(12_000_001, 13_000_000)).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoMoment() {
        assertThatThrownBy(() -> new Moment(" ", 0, Duration.ZERO)).hasMessageContaining("source");
        assertThatThrownBy(() -> new Moment("yard", -1, Duration.ZERO)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Moment("yard", Long.MAX_VALUE, Duration.ZERO))
                .hasMessageContaining("9999");
        assertThatThrownBy(() -> new Moment("yard", 0, Duration.ofSeconds(31))).hasMessageContaining("31");
        assertThatThrownBy(() -> new Moment("yard", 0, Duration.ofSeconds(-1))).hasMessageContaining("within");
    }
}
