package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.service.RecordedHistory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventIndexTest {
    @Test
    void shouldFindEachEventFromItsFirstToItsNewestRecordInWhateverOrderTheyCame() {
        EventIndex index = new EventIndex(1_000_000);
        int events = 100_000;
        for (int number = 0; number < events; number++) {
            index.add(RecordedHistory.id(number), number % 16, 3L * number + 2);
            index.add(RecordedHistory.id(number), number % 16, 3L * number);
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
            index.add(RecordedHistory.id(number), 0, number);
        }
        assertThat(index.size()).isLessThan(600);
        assertThat(index.find(RecordedHistory.id(1_000))).isPresent();
        assertThat(index.find(RecordedHistory.id(600))).isPresent();
        assertThat(index.find(RecordedHistory.id(0))).isEmpty();
    }

    @Test
    void shouldTakeNothingElseForAnId() {
        EventIndex index = new EventIndex(10);
        index.add("nonsense", 0, 0);
        assertThat(index.size()).isZero();
        assertThat(EventIndex.isId("0123456789abcdef0123456789ABCDEF")).isFalse();
    }
}
