package io.earshot.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavClipTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteAFileOfExactLengthThatHoldsTheSamples() throws IOException {
        Clip clip = ClipStory.clip(ClipStory.span(0.5, 1.25), ClipStory.chunks(0, 2L * ClipStory.RATE));
        byte[] wav = WavClip.bytes(clip);
        assertThat(wav.length).isEqualTo(44 + clip.pcm().length);
        assertThat(Arrays.copyOfRange(wav, 44, wav.length)).isEqualTo(clip.pcm());
        Path file = Files.write(folder.resolve("clip.wav"), wav);
        try (WavFile read = WavFile.open(file)) {
            assertThat(read.format()).isEqualTo(clip.format());
            byte[] first = new byte[2];
            assertThat(read.read(first)).isEqualTo(2);
            assertThat(first).isEqualTo(Arrays.copyOf(clip.pcm(), 2));
        }
    }
}
