package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.story.LoudnessStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final int RATE = LoudnessStory.FORMAT.sampleRateHz();
    private static final long SECOND = 1_000_000;
    private static final long START = 1_700_000_040 * SECOND;
    private static final long NOW = START / 1000;

    private final TaggingTopologyHarness topology = new TaggingTopologyHarness();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldWriteEachMinuteOnceAndTheLastSoonAfterTheEnd() {
        play("yard", 1, START, 0, 250);
        assertThat(topology.coverage())
                .extracting(MinuteCoverage::heardMicros)
                .containsExactly(60 * SECOND, 60 * SECOND);

        topology.hear(List.of(AudioChunk.end("yard", 1, 250L * RATE, START, LoudnessStory.FORMAT)), NOW);
        topology.passWallClock(TaggingTopologyHarness.STALL.plusSeconds(1));
        assertThat(topology.coverage())
                .extracting(MinuteCoverage::minuteStartMicros, MinuteCoverage::heardMicros)
                .containsExactly(
                        Tuple.tuple(START + 120 * SECOND, 60 * SECOND),
                        Tuple.tuple(START + 180 * SECOND, 60 * SECOND),
                        Tuple.tuple(START + 240 * SECOND, 10 * SECOND));
        assertThat(topology.entries(TaggingTopology.COVERAGE)).isZero();
        topology.passWallClock(Duration.ofMinutes(5));
        assertThat(topology.coverage()).isEmpty();
    }

    @Test
    void shouldGoOnClosingMinutesWhileASourceIsLost() {
        play("yard", 1, START, 0, 30);
        topology.passWallClock(Duration.ofMinutes(8));

        List<MinuteCoverage> minutes = topology.coverage();
        assertThat(minutes).hasSizeBetween(5, 6);
        assertThat(minutes.get(0).gaps())
                .containsExactly(new CoverageGap(START + 30 * SECOND, START + 60 * SECOND, GapReason.STREAM_LOST));
        assertThat(minutes.get(1).missingMicros()).isEqualTo(60 * SECOND);
        assertThat(topology.scrape())
                .contains("earshot_source_heard_seconds_total{source=\"yard\"} 30.0")
                .contains("earshot_missing_seconds_total{reason=\"stream_lost\"}");
    }

    @Test
    void shouldTellBadRecordsAndLateAudioFromWhatNeverCame() {
        play("yard", 1, START, 0, 5);
        byte[] loud = new byte[4 * RATE];
        java.util.Arrays.fill(loud, (byte) 0x7f);
        io.earshot.audio.PcmFormat floats =
                new io.earshot.audio.PcmFormat(RATE, 1, io.earshot.audio.SampleEncoding.F32);
        topology.hear(
                List.of(AudioChunk.gap("yard", 1, 5L * RATE, START, LoudnessStory.FORMAT, 3L * RATE)
                        .withGapReason(GapReason.PAUSED)),
                NOW);
        play("yard", 1, START, 5, 1);
        play("yard", 1, START, 9, 51);
        topology.hear(List.of(AudioChunk.audio("street", 1, 0, START, floats, loud)), NOW);
        topology.hear(List.of(AudioChunk.end("yard", 1, 60L * RATE, START, LoudnessStory.FORMAT)), NOW);
        topology.passWallClock(Duration.ofMinutes(5));

        List<MinuteCoverage> minutes = topology.coverage();
        assertThat(minutes.stream().filter(minute -> minute.sourceId().equals("yard")))
                .singleElement()
                .satisfies(minute -> {
                    assertThat(minute.heardMicros()).isEqualTo(56 * SECOND);
                    assertThat(minute.gaps())
                            .extracting(CoverageGap::reason, CoverageGap::micros)
                            .containsExactly(
                                    Tuple.tuple(GapReason.LATE, SECOND),
                                    Tuple.tuple(GapReason.PAUSED, 2 * SECOND),
                                    Tuple.tuple(GapReason.CHUNKS_MISSING, SECOND));
                });
        assertThat(minutes.stream().filter(minute -> minute.sourceId().equals("street")))
                .first()
                .satisfies(minute -> assertThat(minute.gaps().get(0).reason()).isEqualTo(GapReason.BAD_RECORDS));
    }

    @Test
    void shouldKeepTheAccountsOfABackfillAndOfWhatPlaysApart() {
        for (int second = 0; second < 60; second++) {
            play("yard", 9, START, second, 1);
            play("yard", 3, START - 3_600 * SECOND, second, 1);
        }
        topology.hear(List.of(AudioChunk.end("yard", 9, 60L * RATE, START, LoudnessStory.FORMAT)), NOW);
        topology.hear(
                List.of(AudioChunk.end("yard", 3, 60L * RATE, START - 3_600 * SECOND, LoudnessStory.FORMAT)), NOW);
        topology.passWallClock(Duration.ofSeconds(15));

        assertThat(topology.coverage())
                .extracting(MinuteCoverage::epochId, MinuteCoverage::heardMicros, MinuteCoverage::missingMicros)
                .containsExactlyInAnyOrder(Tuple.tuple(9L, 60 * SECOND, 0L), Tuple.tuple(3L, 60 * SECOND, 0L));
    }

    @Test
    void shouldBoundTheSilentSourcesOfWhichEachMinuteIsTold() {
        int sources = CoverageProcessor.MOST_SILENT + 3;
        for (int source = 0; source < sources; source++) {
            play("yard-" + source, 1, START, 0, 1);
        }
        topology.passWallClock(TaggingTopologyHarness.STALL.plusSeconds(2));
        assertThat(topology.entries(TaggingTopology.COVERAGE)).isEqualTo(CoverageProcessor.MOST_SILENT);
        assertThat(topology.coverage())
                .extracting(MinuteCoverage::sourceId, MinuteCoverage::heardMicros)
                .containsExactly(
                        Tuple.tuple("yard-0", SECOND), Tuple.tuple("yard-1", SECOND), Tuple.tuple("yard-2", SECOND));
        assertThat(topology.scrape()).contains("earshot_sources_forgotten_total{what=\"coverage\"} 3.0");
    }

    private void play(String source, long epoch, long start, int fromSecond, int seconds) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (int second = fromSecond; second < fromSecond + seconds; second++) {
            chunks.add(AudioChunk.audio(
                    source, epoch, (long) second * RATE, start, LoudnessStory.FORMAT, new byte[2 * RATE]));
        }
        topology.hear(chunks, NOW);
    }
}
