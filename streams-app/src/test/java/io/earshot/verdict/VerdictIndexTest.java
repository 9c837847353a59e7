package io.earshot.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.DecidedBy;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictIndexTest {
    private final VerdictIndex index = new VerdictIndex(3);

    @Test
    void shouldForgetTheEarliestEventsWhenThereAreTooMany() {
        index.put("b", Optional.of(verdict("b", 20)));
        index.put("a", Optional.of(verdict("a", 10)));
        index.put("c", Optional.of(verdict("c", 30)));

        assertThat(index.put("d", Optional.of(verdict("d", 40)))).contains("a");
        assertThat(index.find("a")).isEmpty();
        assertThat(index.put("e", Optional.of(verdict("e", 5))))
                .as("earlier than all")
                .contains("e");
        assertThat(index.before(VerdictIndex.Spot.END, 9, all -> true))
                .extracting(EventVerdict::eventId)
                .containsExactly("d", "c", "b");
    }

    @Test
    void shouldReplaceWhatWasSaidAndTakeItBack() {
        index.put("a", Optional.of(verdict("a", 10)));
        assertThat(index.put("a", Optional.of(verdict("a", 12)))).isEmpty();
        assertThat(index.before(VerdictIndex.Spot.END, 9, all -> true)).hasSize(1);
        assertThat(index.find("a").orElseThrow().onsetMicros()).isEqualTo(12);

        index.put("a", Optional.empty());
        index.put("never", Optional.empty());
        assertThat(index.find("a")).isEmpty();
        assertThat(index.before(VerdictIndex.Spot.END, 9, all -> true)).isEmpty();
    }

    @Test
    void shouldGoOnBehindASpotWithoutAHoleOrARepeat() {
        index.put("a", Optional.of(verdict("a", 10)));
        index.put("b", Optional.of(verdict("b", 10)));
        index.put("c", Optional.of(verdict("c", 9)));

        assertThat(index.before(new VerdictIndex.Spot(10, "b"), 1, all -> true))
                .extracting(EventVerdict::eventId)
                .containsExactly("a");
        assertThat(index.before(new VerdictIndex.Spot(10, "a"), 1, all -> true))
                .extracting(EventVerdict::eventId)
                .containsExactly("c");
    }

    private static EventVerdict verdict(String event, long onset) {
        Judged judged = new Judged(Judgement.RIGHT, "", Instant.EPOCH, "");
        return new EventVerdict(
                event, "yard", "dog", "v1", "a dog", "digest", onset, .8, .5, DecidedBy.QUERY, false, judged);
    }
}
