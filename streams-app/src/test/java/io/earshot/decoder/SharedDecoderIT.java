package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDecoderIT {
    private static final int RATE = 32_000;
    private static final int SECONDS = 30;
    private static final DecodeOptions FIRST = DecodeOptions.DEFAULT;

    @TempDir
    private static Path folder;

    /** Noise: a sample that is lost, doubled or moved shows. */
    private static byte[] noise;

    private static Path flac;

    private final SharedDecoder decoder = new SharedDecoder();

    @BeforeAll
    static void encode() {
        noise = new byte[2 * SECONDS * RATE];
        new Random(7).nextBytes(noise);
        flac = SoundEncoder.encode(folder.resolve("noise.flac"), "flac", RATE, 1, noise);
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        decoder.close();
        assertThat(processes()).isEmpty();
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String mine = "earshot-decoder-" + ProcessHandle.current().pid() + "-";
            assertThat(left.filter(path -> path.getFileName().toString().startsWith(mine)))
                    .isEmpty();
        }
    }

    @Test
    void shouldGoOnAtTheSampleWhereFilesWereWhenItIsKilled() throws Exception {
        List<PcmStream> sources = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sources.add(decoder.open(flac, FIRST));
        }
        byte[][] read = new byte[3][];
        for (int i = 0; i < 3; i++) {
            read[i] = new byte[noise.length];
            fill(sources.get(i), read[i], 0, 2 * RATE * (i + 1));
        }
        assertThat(processes()).as("one for all sources").hasSize(1);

        kill(processes().get(0));

        for (int i = 0; i < 3; i++) {
            fill(sources.get(i), read[i], 2 * RATE * (i + 1), noise.length);
            assertThat(read[i]).isEqualTo(noise);
            assertThat(sources.get(i).read(new byte[2])).isEqualTo(-1);
            assertThat(sources.get(i).shortfall()).isEmpty();
            sources.get(i).close();
        }
        assertThat(decoder.restarts()).isEqualTo(1);
        assertThat(processes()).hasSize(1);
    }

    /** As a terminal's Ctrl-C comes to all processes of a program: when the sources end is for the program to say. */
    @Test
    void shouldNotEndWithTheSignalsThatEndTheProgram() throws Exception {
        try (PcmStream pcm = decoder.open(flac, FIRST)) {
            for (String signal : List.of("INT", "TERM", "HUP")) {
                String command = "kill -" + signal + " " + processes().get(0).pid();
                Process kill = new ProcessBuilder("bash", "-c", command).start();
                assertThat(kill.waitFor()).isZero();
            }
            byte[] all = new byte[noise.length];
            assertThat(pcm.read(all)).isEqualTo(all.length);
            assertThat(all).isEqualTo(noise);
        }
        assertThat(decoder.restarts()).isZero();
    }

    @Test
    void shouldNameATemporaryFolderThatIsTooLongForASocket() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a".repeat(100)));
        String before = System.setProperty("java.io.tmpdir", deep.toString());
        try {
            assertThatThrownBy(() -> decoder.open(flac, FIRST))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("too long for a socket")
                    .hasMessageContaining("-Djava.io.tmpdir=DIR");
            assertThat(deep).isEmptyDirectory();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void shouldNotCountAnEndThatWasAskedFor() throws IOException {
        decoder.open(flac, FIRST).close();
        decoder.close();
        assertThat(decoder.restarts()).isZero();
        assertThatThrownBy(() -> decoder.open(flac, FIRST)).hasMessage("the decoder is closed");
    }

    /**
     * Each process that a file is given to ends before its first sample: then the file is to blame, and nothing is tried for
     * ever. A named pipe shows when a process has opened it.
     */
    @Test
    void shouldRefuseAFileThatEndsEveryProcess() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Integer> killed = CompletableFuture.supplyAsync(() -> killEachReaderOf(pipe));

        assertThatThrownBy(() -> decoder.open(pipe, FIRST))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageStartingWith(pipe + ": ends the decoder at 0.0 s (exit status ");

        assertThat(killed.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(decoder.restarts()).as("the third was for this file alone").isEqualTo(2);
        try (PcmStream other = decoder.open(flac, FIRST)) {
            assertThat(other.read(new byte[RATE])).isEqualTo(RATE);
        }
    }

    private static int killEachReaderOf(Path pipe) {
        int killed = 0;
        while (killed < 3) {
            try (FileChannel opened = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
                assertThat(opened.isOpen()).as("a process reads it").isTrue();
                for (ProcessHandle process : processes()) {
                    kill(process);
                    killed++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return killed;
    }

    @Test
    void shouldSayThatAStreamCannotBeReadAgain() throws Exception {
        byte[] coded = Files.readAllBytes(flac);
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, coded.length)) {
            out.write(coded, 0, coded.length / 2);
            try (PcmStream pcm = decoder.open(in, "standard input", FIRST)) {
                assertThat(pcm.read(new byte[RATE])).isEqualTo(RATE);
                kill(processes().get(0));
                assertThatThrownBy(() -> pcm.read(new byte[noise.length]))
                        .isInstanceOf(InvalidAudioException.class)
                        .hasMessageStartingWith("standard input: the decoder ended at ")
                        .hasMessageEndingWith(", and a stream cannot be read again");
            }
        }
        try (PcmStream other = decoder.open(flac, FIRST)) {
            assertThat(other.read(new byte[RATE])).isEqualTo(RATE);
        }
    }

    /** What a stream has brought is decoded at once, not when a buffer is full: live audio must not wait. */
    @Test
    void shouldDecodeAStreamAsItComes() throws Exception {
        byte[] coded = Files.readAllBytes(flac);
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, coded.length)) {
            int third = coded.length / 3;
            out.write(coded, 0, third);
            out.flush();
            try (PcmStream pcm = decoder.open(in, "standard input", FIRST)) {
                byte[] got = new byte[noise.length / 3 - 2 * RATE];
                assertThat(CompletableFuture.supplyAsync(() -> read(pcm, got)).get(20, TimeUnit.SECONDS))
                        .isEqualTo(got.length);
                assertThat(got).isEqualTo(Arrays.copyOf(noise, got.length));
            }
        }
    }

    @Test
    void shouldEndWithTheStreamThatIsClosedWhileItWaits() throws Exception {
        byte[] coded = Files.readAllBytes(flac);
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, coded.length)) {
            out.write(coded, 0, coded.length / 3);
            PcmStream pcm = decoder.open(in, "standard input", FIRST);
            CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> read(pcm, new byte[noise.length]));
            pcm.close();
            assertThat(reading)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("is closed");
        }
        assertThat(decoder.restarts()).isZero();
    }

    private static int read(PcmStream pcm, byte[] buffer) {
        try {
            return pcm.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(PcmStream pcm, byte[] into, int from, int to) throws IOException {
        byte[] part = new byte[to - from];
        assertThat(pcm.read(part)).isEqualTo(part.length);
        System.arraycopy(part, 0, into, from, part.length);
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }
}
