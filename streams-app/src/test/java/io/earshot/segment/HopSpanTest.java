package io.earshot.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HopSpanTest {
    @Test
    void shouldFollowOnlyTheHopBeforeItInTheSameRun() {
        assertThat(span(1, 5, false).follows(span(1, 4, false))).isTrue();
        assertThat(span(1, 5, false).follows(span(1, 4, true))).isTrue();
        assertThat(span(1, 5, true).follows(span(1, 4, false))).isFalse();
        assertThat(span(2, 5, false).follows(span(1, 4, false))).isFalse();
        assertThat(span(1, 6, false).follows(span(1, 4, false))).isFalse();
        assertThat(span(1, 4, false).follows(span(1, 4, false))).isFalse();
        assertThat(span(1, 3, false).follows(span(1, 4, false))).isFalse();
    }

    private static HopSpan span(long epoch, long hop, boolean startsRun) {
        return new HopSpan("yard", epoch, hop, 0, hop, hop, hop + 1, startsRun, 1);
    }
}
