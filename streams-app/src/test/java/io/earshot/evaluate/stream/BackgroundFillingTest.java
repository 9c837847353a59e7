package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.audio.WavBytes;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.SkippedClip;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundFillingTest {
    private static final int RATE = 8_000;

    @TempDir
    private Path folder;

    private final List<SkippedClip> skipped = new ArrayList<>();

    @Test
    void shouldHearALongClipToItsEndBeforeItBeginsAnew() throws Exception {
        // seven minutes, the last two of which have another pitch
        byte[] pcm = new byte[2 * 420 * RATE];
        for (int i = 0; i < pcm.length / 2; i++) {
            int half = i < 300 * RATE ? 20 : 2;
            pcm[2 * i + 1] = (byte) (i / half % 2 == 0 ? 20 : -20);
        }
        BackgroundTrack track = fill(500, clip("long.wav", pcm));
        assertThat(crossings(track, 10)).isEqualTo(RATE / 20., within(10.));
        assertThat(crossings(track, 290)).isEqualTo(RATE / 20., within(10.));
        assertThat(crossings(track, 302)).isEqualTo(RATE / 2., within(10.));
        assertThat(crossings(track, 410)).isEqualTo(RATE / 2., within(10.));
        assertThat(crossings(track, 430)).isEqualTo(RATE / 20., within(10.));
        assertThat(skipped).isEmpty();
    }

    @Test
    void shouldTellOnceOfWhatCannotBeUsed() throws Exception {
        BackgroundTrack track = fill(
                60,
                clip("good.wav", tone(5)),
                clip("silent.wav", new byte[2 * 5 * RATE]),
                clip("short.wav", tone(1)).withSeconds(.5),
                new Clip(folder.resolve("gone.wav"), LabelledClip.TO_THE_END));
        assertThat(track.isFull()).isTrue();
        assertThat(skipped)
                .extracting(SkippedClip::file)
                .containsExactlyInAnyOrder("silent.wav", "short.wav", "gone.wav");
    }

    private BackgroundTrack fill(int seconds, Clip... clips) {
        List<LabelledClip> all = new ArrayList<>();
        for (Clip clip : clips) {
            all.add(clip.labelled());
        }
        SoundReader reader = new SoundReader(AudioFiles.bundled(), RATE);
        return new BackgroundFilling(reader, RATE, skipped::add).fill(all, seconds * RATE, new Random(1));
    }

    private Clip clip(String name, byte[] pcm) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, new WavBytes().format(1, 1, RATE, 16).data(pcm).bytes());
        return new Clip(file, LabelledClip.TO_THE_END);
    }

    private static byte[] tone(int seconds) {
        byte[] pcm = new byte[2 * seconds * RATE];
        for (int i = 0; i < pcm.length / 2; i++) {
            pcm[2 * i + 1] = (byte) (i / 8 % 2 == 0 ? 20 : -20);
        }
        return pcm;
    }

    /** Changes of sign within a second. */
    private static double crossings(BackgroundTrack track, int second) {
        double crossings = 0;
        for (int i = second * RATE + 1; i < (second + 1) * RATE; i++) {
            crossings += track.at(i) > 0 == track.at(i - 1) > 0 ? 0 : 1;
        }
        return crossings;
    }

    private record Clip(Path file, double seconds) {
        Clip withSeconds(double shorter) {
            return new Clip(file, shorter);
        }

        LabelledClip labelled() {
            return new LabelledClip(file.getFileName().toString(), file, 0, seconds, List.of("ambience"));
        }
    }
}
