package io.earshot.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    /** Five sets of 100 bytes, kept 0, 1, 2, 3 and 4 days ago. */
    private final List<KeptSet> sets = IntStream.range(0, 5)
            .mapToObj(days -> new KeptSet(StoreStory.event(days), NOW.minus(Duration.ofDays(days)), 100))
            .toList();

    @Test
    void shouldKeepEverythingWithoutLimits() {
        assertThat(new Retention(0, 0, 0).expired(sets, NOW)).isEmpty();
    }

    @Test
    void shouldDropWhatIsOlderThanTheDays() {
        assertThat(new Retention(2, 0, 0).expired(sets, NOW)).containsExactly(sets.get(4), sets.get(3));
    }

    @Test
    void shouldKeepTheNewestOfACount() {
        assertThat(new Retention(0, 2, 0).expired(sets, NOW)).containsExactly(sets.get(4), sets.get(3), sets.get(2));
    }

    @Test
    void shouldKeepTheNewestOfASizeWithoutAHole() {
        assertThat(new Retention(0, 0, 250).expired(sets, NOW)).containsExactly(sets.get(4), sets.get(3), sets.get(2));
        List<KeptSet> uneven = List.of(
                sets.get(0), new KeptSet(StoreStory.event(1), sets.get(1).keptAt(), 200), sets.get(2));
        assertThat(new Retention(0, 0, 250).expired(uneven, NOW)).containsExactly(sets.get(2), uneven.get(1));
    }
}
