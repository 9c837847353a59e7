package io.earshot.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.GapReason;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTextTest {
    private static final long MINUTE = MinuteCoverage.MINUTE_MICROS;
    private static final long START = 1_700_000_040_000_000L;

    @Test
    void shouldTellWholeMinutesInOneLineAndWhyOthersAreNotWhole() {
        CoverageReport report = CoverageReport.of(
                "yard",
                List.of(
                        minute(3, 58_200_000, gap(3, 0, 1_800_000, GapReason.SOURCE_DOWN)),
                        minute(0, MINUTE),
                        minute(1, MINUTE),
                        minute(2, MINUTE),
                        minute(
                                5,
                                50_000_000,
                                gap(5, 0, 4_000_000, GapReason.LATE),
                                gap(5, 30_000_000, 36_000_000, GapReason.CHUNKS_MISSING))));

        assertThat(new CoverageText(ZoneOffset.UTC).lines(report))
                .containsExactly(
                        "2023-11-14 22:14 to 2023-11-14 22:17  180.0 s of 180.0 s",
                        "2023-11-14 22:17  58.2 s of 60.0 s  missing 1.8 s: source down",
                        "2023-11-14 22:19  50.0 s of 60.0 s  missing 10.0 s: chunks missing 6.0 s, late 4.0 s",
                        "in all  288.2 s of 300.0 s  missing 11.8 s: chunks missing 6.0 s, source down 1.8 s, late 4.0 s");
        assertThat(report.facts()).containsEntry("heardSeconds", 288.2).containsEntry("expectedSeconds", 300.0);
    }

    @Test
    void shouldJoinWhatWasFilledInLaterWithTheRestOfItsMinute() {
        MinuteCoverage lost = minute(0, 30_000_000, gap(0, 30_000_000, MINUTE, GapReason.STREAM_LOST));
        MinuteCoverage filled = new MinuteCoverage("yard", START, 20_000_000, 20_000_000, List.of(), 8);

        CoverageReport report = CoverageReport.of("yard", List.of(lost, filled));

        assertThat(report.minutes()).singleElement().satisfies(joined -> {
            assertThat(joined.heardMicros()).isEqualTo(50_000_000);
            assertThat(joined.expectedMicros()).isEqualTo(MINUTE);
            assertThat(joined.gaps()).containsExactly(gap(0, 30_000_000, 40_000_000, GapReason.STREAM_LOST));
        });
    }

    @Test
    void shouldSayThatNothingIsRecorded() {
        CoverageReport report = CoverageReport.of("yard", List.of());
        assertThat(report.isRecorded()).isFalse();
        assertThat(report.facts()).containsEntry("recorded", false);
    }

    private static MinuteCoverage minute(int number, long heardMicros, CoverageGap... gaps) {
        return new MinuteCoverage("yard", START + number * MINUTE, MINUTE, heardMicros, List.of(gaps), 7);
    }

    private static CoverageGap gap(int minute, long fromMicros, long toMicros, GapReason reason) {
        return new CoverageGap(START + minute * MINUTE + fromMicros, START + minute * MINUTE + toMicros, reason);
    }
}
