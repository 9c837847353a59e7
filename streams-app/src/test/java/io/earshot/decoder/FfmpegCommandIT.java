package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.audio.PcmStream;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the ffmpeg of the system, where there is one. */
class FfmpegCommandIT {
    private static final int RATE = 32_000;

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheVerySamplesOfTheLibrariesThatComeWithTheProgram() throws IOException {
        Optional<Path> ffmpeg = onPath();
        assumeTrue(ffmpeg.isPresent(), "no ffmpeg is installed here");
        byte[] noise = new byte[2 * 2 * 3 * 48_000];
        new Random(11).nextBytes(noise);
        Path file = SoundEncoder.encode(folder.resolve("noise.flac"), "flac", 48_000, 2, noise);

        try (AudioDecoder command = new FfmpegCommand(ffmpeg.get());
                AudioDecoder shared = new SharedDecoder();
                PcmStream theirs = command.open(file, DecodeOptions.DEFAULT);
                PcmStream ours = shared.open(file, DecodeOptions.DEFAULT);
                PcmStream piped = command.open(Files.newInputStream(file), "a pipe", DecodeOptions.DEFAULT)) {
            byte[] expected = new byte[2 * 3 * RATE];
            assertThat(ours.read(expected)).isEqualTo(expected.length);
            for (PcmStream pcm : new PcmStream[] {theirs, piped}) {
                byte[] got = new byte[expected.length];
                assertThat(pcm.read(got)).isEqualTo(got.length);
                assertThat(got).isEqualTo(expected);
                assertThat(pcm.read(got)).isEqualTo(-1);
                assertThat(pcm.shortfall()).isEmpty();
            }
        }
    }

    @Test
    void shouldNameAnExecutableThatIsNotThere() {
        Path none = folder.resolve("ffmpeg");
        assertThatThrownBy(() -> new FfmpegCommand(none))
                .hasMessage(none + " is no executable (setting ffmpeg.executable)");
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
