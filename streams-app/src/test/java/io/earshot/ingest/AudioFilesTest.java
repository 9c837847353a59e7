package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.audio.PcmStream;
import io.earshot.audio.WavBytes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has a name and no position: pipes, as a shell makes them for <(...). */
class AudioFilesTest {
    private static final int RATE = 44_100;
    /** More than is remembered of a header, so that it is skipped rather than read back. */
    private static final int LONG_JUNK_BYTES = 3 << 20;

    @TempDir
    private Path folder;

    private final AudioFiles files = AudioFiles.bundled();
    private Process writer;

    @AfterEach
    void endProcesses() throws IOException, InterruptedException {
        files.close();
        if (writer != null) {
            writer.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldReadANamedPipeAsItsFile() throws Exception {
        Path file = TestSound.wav(folder.resolve("sound.wav"), RATE, 2, 2 * RATE);
        Path pipe = pipeOf(file);

        try (PcmStream pcm = files.open(pipe.toString());
                PcmStream ofFile = files.open(file)) {
            assertThat(pcm.format().sampleRateHz()).isEqualTo(RATE);
            assertThat(TestSound.allOf(pcm)).isEqualTo(TestSound.allOf(ofFile)).isNotEmpty();
            assertThat(pcm.shortfall()).isEmpty();
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isZero();
    }

    @Test
    void shouldSkipALongChunkOfANamedPipe() throws Exception {
        byte[] pcm = TestSound.sine(RATE, 1, RATE);
        byte[] bytes = new WavBytes()
                .chunk("JUNK", new byte[LONG_JUNK_BYTES])
                .format(1, 1, RATE, 16)
                .data(pcm)
                .bytes();
        Path pipe = pipeOf(Files.write(folder.resolve("art.wav"), bytes));

        try (PcmStream stream = files.open(pipe)) {
            assertThat(TestSound.allOf(stream)).isEqualTo(pcm);
        }
    }

    @Test
    void shouldTellWhatIsMissingOfANamedPipe() throws Exception {
        byte[] bytes = new WavBytes()
                .format(1, 1, RATE, 16)
                .data(TestSound.sine(RATE, 1, RATE), 2L * 60 * RATE)
                .bytes();
        Path pipe = pipeOf(Files.write(folder.resolve("cut.wav"), bytes));

        try (PcmStream stream = files.open(pipe)) {
            assertThat(TestSound.allOf(stream)).hasSize(2 * RATE);
            assertThat(stream.shortfall()).contains("breaks off after 1.0 s of 60.0 s");
        }
    }

    @Test
    void shouldHandOtherFormatsOfANamedPipeToTheDecoder() throws Exception {
        Path pipe = pipeOf(Files.writeString(folder.resolve("sound.flac"), "fLaC, and more"));

        assertThatThrownBy(() -> files.open(pipe)).hasMessageStartingWith(pipe + ": not audio that can be decoded (");
    }

    @Test
    void shouldSayThatANamedPipeIsEmpty() throws Exception {
        Path pipe = pipeOf(Files.createFile(folder.resolve("nothing.wav")));

        assertThatThrownBy(() -> files.open(pipe)).hasMessage(pipe + ": is empty");
    }

    /** A named pipe that a process of its own writes the file to. */
    private Path pipeOf(Path file) throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(makePipe(pipe), "there is no mkfifo here");
        writer = new ProcessBuilder("cp", file.toString(), pipe.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        return pipe;
    }

    private static boolean makePipe(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
