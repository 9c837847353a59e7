package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.history.EventDensity;
import io.earshot.history.TimeSpan;
import io.earshot.history.Wanted;
import io.earshot.notify.HeardEvents;
import io.earshot.service.RecordedHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventIndexTest {
    @Test
    void shouldFindEachEventFromItsFirstToItsNewestRecordInWhateverOrderTheyCame() {
        EventIndex index = new EventIndex(1_000_000);
        int events = 100_000;
        for (int number = 0; number < events; number++) {
            index.add(event(number), number % 16, 3L * number + 2);
            index.add(event(number), number % 16, 3L * number);
        }
        for (int number = 0; number < events; number++) {
            assertThat(index.find(RecordedHistory.id(number)))
                    .isEqualTo(Optional.of(new EventIndex.Extent(number % 16, 3L * number, 3L * number + 2)));
        }
        assertThat(index.find(RecordedHistory.id(events))).isEmpty();
        assertThat(index.size()).isEqualTo(events);
    }

    @Test
    void shouldForgetTheOlderHalfWhenThereAreTooMany() {
        EventIndex index = new EventIndex(1_000);
        for (int number = 0; number < 1_001; number++) {
            index.add(event(number), 0, number);
        }
        assertThat(index.size()).isLessThan(600);
        assertThat(index.find(RecordedHistory.id(1_000))).isPresent();
        assertThat(index.find(RecordedHistory.id(600))).isPresent();
        assertThat(index.find(RecordedHistory.id(0))).isEmpty();
    }

    @Test
    void shouldTakeNothingElseForAnId() {
        EventIndex index = new EventIndex(10);
        index.add(HeardEvents.of("yard", "dog", "a dog").open("nonsense"), 0, 0);
        assertThat(index.size()).isZero();
        assertThat(EventIndex.isId("0123456789abcdef0123456789ABCDEF")).isFalse();
    }

    @Test
    void shouldCountEachEventOnceWhereItsNewestRecordSaysThatItBegan() {
        EventIndex index = new EventIndex(1_000);
        index.add(event(3), 0, 7);
        index.add(RecordedHistory.event(3, "yard", "dog", EventPhase.CLOSE, .8), 0, 9);
        index.add(RecordedHistory.event(25, "attic", "cat", EventPhase.OPEN, .8), 1, 0);
        index.add(RecordedHistory.event(26, "yard", "cat", EventPhase.OPEN, .8), 0, 10);

        assertThat(counted(index, Map.of(), Wanted.ALL)).containsExactly(1, 0, 2);
        assertThat(counted(index, Map.of(), of(List.of("y*"), List.of()))).containsExactly(1, 0, 1);
        assertThat(counted(index, Map.of(), of(List.of(), List.of("cat")))).containsExactly(0, 0, 2);
        assertThat(counted(index, Map.of(0, 8L), Wanted.ALL))
                .as("of what is still kept")
                .containsExactly(0, 0, 2);
    }

    @Test
    void shouldSayThatCountsAreNotWholeWhenItHasForgotten() {
        EventIndex index = new EventIndex(1_000);
        for (int number = 0; number < 1_001; number++) {
            index.add(event(number), 0, number);
        }
        EventDensity density = index.density(Map.of(), Wanted.ALL, axis(2_000));

        assertThat(density.isWhole()).isFalse();
        assertThat(density.events()).isEqualTo(index.size());
    }

    @Test
    void shouldCountAHundredThousandEventsInAMoment() {
        EventIndex index = new EventIndex(1_000_000);
        int events = 100_000;
        for (int number = 0; number < events; number++) {
            index.add(event(number), number % 16, number);
        }
        long least = Long.MAX_VALUE;
        // The best of some: other programs may have the processor meanwhile.
        for (int turn = 0; turn < 5; turn++) {
            long start = System.nanoTime();
            EventDensity density = index.density(Map.of(), of(List.of("ya*"), List.of("d*")), axis(events));
            least = Math.min(least, System.nanoTime() - start);
            assertThat(density.events()).isEqualTo(events);
        }
        System.out.printf("density of %d events: %.1f ms%n", events, least / 1e6);
        assertThat(least / 1_000_000).isLessThan(300);
    }

    private static Event event(int number) {
        return RecordedHistory.event(number, "yard", "dog", EventPhase.OPEN, .8);
    }

    private static Wanted of(List<String> sources, List<String> queries) {
        return new Wanted(TimeSpan.ALL, sources, queries, 0);
    }

    private static int[] counted(EventIndex index, Map<Integer, Long> begin, Wanted wanted) {
        return index.density(begin, wanted, axis(30)).counts();
    }

    /** From noon on, in buckets of ten seconds or longer. */
    private static EventDensity.Axis axis(int seconds) {
        TimeSpan span = new TimeSpan(RecordedHistory.NOON, RecordedHistory.NOON + seconds * 1_000_000L);
        return new EventDensity.Axis(span, Math.max(10, seconds / 100) * 1_000_000L);
    }
}
