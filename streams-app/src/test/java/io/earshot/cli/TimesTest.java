package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    /** 14:30 in Berlin, in winter. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T13:30:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "14:03:20, 2026-01-31T13:03:20Z",
        "14:03:20.5, 2026-01-31T13:03:20.5Z",
        "9:05, 2026-01-31T08:05:00Z",
        "23:59:59, 2026-01-30T22:59:59Z",
        "2026-01-31T14:03:20, 2026-01-31T13:03:20Z",
        "2026-01-31 14:03:20, 2026-01-31T13:03:20Z",
        "2026-01-31T13:03:20.25Z, 2026-01-31T13:03:20.25Z",
        "2026-01-31T16:03:20+03:00, 2026-01-31T13:03:20Z",
        "1769864600000000, 2026-01-31T13:03:20Z"
    })
    void shouldReadTimesAsPeopleWriteThem(String text, Instant time) {
        assertThat(Times.moment(text, CLOCK)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "25:00:00", "14:03:61", "2026-13-01T00:00:00Z", "12345", "14:03:20 tomorrow"})
    void shouldRefuseWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Times.moment(text, CLOCK))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("is not a time");
    }

    @Test
    void shouldTakeATimeOfTodayThatHasPassedJustNow() {
        assertThat(Times.moment("14:30:00", CLOCK)).isEqualTo(CLOCK.instant());
    }

    @ParameterizedTest
    @CsvSource({
        "24h, 2026-01-30T13:30:00Z",
        "90, 2026-01-31T13:28:30Z",
        "30m, 2026-01-31T13:00:00Z",
        "14:03:20, 2026-01-31T13:03:20Z",
        "2026-01-31T13:03:20Z, 2026-01-31T13:03:20Z",
        "1769864600000000, 2026-01-31T13:03:20Z"
    })
    void shouldReadHowLongAgoAsWell(String text, Instant time) {
        assertThat(Times.since(text, CLOCK)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0h", "yesterday", "-3h", "24 days"})
    void shouldRefuseWhatIsNeitherATimeNorALength(String text) {
        assertThatThrownBy(() -> Times.since(text, CLOCK)).isInstanceOf(WrongUseException.class);
    }
}
