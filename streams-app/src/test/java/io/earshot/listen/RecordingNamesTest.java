package io.earshot.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingNamesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20261130_051500.WAV",
                "SITE-3_20261130_051500.wav",
                "2026-11-30-birdnet-05:15:00.mp3",
                "2026-11-30T05-15-00.flac",
                "studio 2026-11-30 05.15.00.ogg"
            })
    void shouldReadTheLocalTimeOfAName(String name) {
        assertThat(RecordingNames.startOf(name, BERLIN)).contains(Instant.parse("2026-11-30T04:15:00Z"));
    }

    @Test
    void shouldReadUniversalTime() {
        assertThat(RecordingNames.startOf("20261130T051500Z.wav", BERLIN))
                .contains(Instant.parse("2026-11-30T05:15:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rain.wav", "20261399_051500.wav", "120261130_051500.wav", "track-2026.wav"})
    void shouldNotTakeOtherNumbersForATime(String name) {
        assertThat(RecordingNames.startOf(name, BERLIN)).isEmpty();
    }
}
