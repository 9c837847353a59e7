package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmBytes;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import io.earshot.evaluate.LabelledClip;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundReaderTest {
    private static final int RATE = 8_000;

    @TempDir
    private Path folder;

    private final SoundReader reader = new SoundReader(AudioFiles.bundled(), RATE);

    @Test
    void shouldReadTheBeginningOfAClip() throws IOException {
        assertThat(reader.read(clip(2, 2, .25), .5)).hasSize(RATE / 2);
        assertThat(reader.read(clip(2, 2, .25), 100)).hasSize(2 * RATE);
    }

    @Test
    void shouldRefuseAClipThatBreaksOffWithinWhatIsRead() throws IOException {
        LabelledClip cut = clip(1, 4, .25);

        assertThat(reader.read(cut, 1)).hasSize(RATE);
        assertThatThrownBy(() -> reader.read(cut, 2))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage(cut.file() + ": breaks off after 1.0 s of 4.0 s");
    }

    @Test
    void shouldNameTheClipWhoseSamplesAreNoAudio() throws IOException {
        LabelledClip wild = clip(1, 1, Double.NaN);

        assertThatThrownBy(() -> reader.read(wild, 1))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageStartingWith(wild.file() + ": sample at byte 0 is NaN");
    }

    private LabelledClip clip(int seconds, int promisedSeconds, double value) throws IOException {
        double[] samples = new double[seconds * RATE];
        Arrays.fill(samples, value);
        byte[] bytes = new WavBytes()
                .format(3, 1, RATE, 32)
                .data(PcmBytes.of(SampleEncoding.F32, samples), 4L * promisedSeconds * RATE)
                .bytes();
        Path file = Files.write(folder.resolve("clip.wav"), bytes);
        return new LabelledClip("clip", file, 0, LabelledClip.TO_THE_END, List.of("a clip"));
    }
}
