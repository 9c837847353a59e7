package io.earshot.decoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSyncTest {
    private static final Path FORMATS = Path.of("src/test/resources/formats");

    @ParameterizedTest
    @ValueSource(ints = {3_000, 3_001, 3_517, 9_999, 12_345})
    void shouldRecogniseAnMp3StreamWhereverItIsJoined(int joined) throws IOException {
        byte[] mp3 = Files.readAllBytes(FORMATS.resolve("siren.mp3"));
        assertThat(FrameSync.formatOf(Arrays.copyOfRange(mp3, joined, joined + 2_048)))
                .contains("mp3");
    }

    @Test
    void shouldRecogniseAdtsFrames() {
        byte[] aac = new byte[2_000];
        int length = 300;
        for (int at = 37; at + 7 < aac.length; at += length) {
            aac[at] = (byte) 0xff;
            aac[at + 1] = (byte) 0xf1;
            aac[at + 2] = 0x50;
            aac[at + 3] = (byte) (0x80 | length >> 11);
            aac[at + 4] = (byte) (length >> 3);
            aac[at + 5] = (byte) (length << 5);
        }
        assertThat(FrameSync.formatOf(aac)).contains("aac");
    }

    @ParameterizedTest
    @ValueSource(strings = {"siren.ogg", "siren.opus", "siren.flac", "siren.m4a"})
    void shouldLeaveContainersToFfmpeg(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(FORMATS.resolve(file));
        assertThat(FrameSync.formatOf(Arrays.copyOf(bytes, 8_192))).isEmpty();
    }

    @Test
    void shouldFindNothingInNoise() {
        byte[] noise = new byte[8_192];
        for (int seed = 0; seed < 50; seed++) {
            new Random(seed).nextBytes(noise);
            assertThat(FrameSync.formatOf(noise)).isEmpty();
        }
    }
}
