package io.earshot.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.segment.HopSpan;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final long SECOND = 1_000_000;
    private static final long END = 1_000 * SECOND;
    private static final Rest REST = new Rest("dog", "v", "digest", END, END + 300 * SECOND);

    @Test
    void shouldLastAsLongAsTheCooldown() {
        assertThat(REST.isOver(hop(END - 2 * SECOND))).isFalse();
        assertThat(REST.isOver(hop(END + 299 * SECOND))).isFalse();
        assertThat(REST.isOver(hop(END + 300 * SECOND))).isTrue();
    }

    @Test
    void shouldWaitForNoFutureThatTheSourceHasLeft() {
        assertThat(REST.isOver(hop(END - 3_600 * SECOND))).isTrue();
    }

    @Test
    void shouldNotBeWrittenAgainWhenNothingChanged() {
        TrackerStep first = new TrackerStep(new HashMap<>(), NearMissLedger.EMPTY);
        first.put(REST);
        assertThat(first.decision().changed()).containsOnlyKeys("dog");

        HashMap<String, TrackedSound> remembered = new HashMap<>();
        remembered.put("dog", REST);
        TrackerStep again = new TrackerStep(remembered, NearMissLedger.EMPTY);
        again.put(new Rest("dog", "v", "digest", END, END + 300 * SECOND));
        assertThat(again.decision().changed()).isEmpty();
        again.remove("dog");
        again.put(REST);
        assertThat(again.decision().changed().get("dog")).contains(REST);
    }

    private static HopSpan hop(long startMicros) {
        return new HopSpan("studio", 1, 1, 0, startMicros - SECOND, startMicros, startMicros + SECOND, false, 30_720);
    }
}
