package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFilesIT {
    private static final int RATE = 44_100;
    private static Path ffmpeg;

    @TempDir
    private Path folder;

    private final AudioFiles files = new AudioFiles(() -> ffmpeg);

    @BeforeAll
    static void unpack() throws IOException {
        ffmpeg = FfmpegExecutable.bundled();
    }

    @AfterEach
    void shouldLeaveNoProcessBehind() {
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .filter(this::isFfmpeg))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sound.mp3,libmp3lame", "sound.flac,flac", "sound.m4a,aac", "sound.ogg,libopus", "sound.opus,libopus",
        "sound.mka,aac", "sound.aiff,pcm_s16be", "sound.au,pcm_s16be", "sound.wav,adpcm_ms", "sound.w64,pcm_s16le",
        "sound.wma,wmav2", "sound.aac,aac", "sound.caf,alac"
    })
    void shouldDecodeAnyFormat(String name, String codec) throws Exception {
        Path file = encode(folder.resolve(name), codec);

        try (PcmStream pcm = files.open(file)) {
            assertThat(pcm.format()).isEqualTo(FfmpegDecoder.DECODED);
            TestSound.assertSine(pcm, 2);
        }
    }

    @Test
    void shouldReadPlainWaveFilesAsTheyAre() throws IOException {
        Path file = TestSound.wav(folder.resolve("sound.wav"), RATE, 2, 2 * RATE);
        AudioFiles withoutFfmpeg = new AudioFiles(() -> {
            throw new IOException("ffmpeg was asked for");
        });
        try (PcmStream pcm = withoutFfmpeg.open(file.toString())) {
            assertThat(pcm.format()).isEqualTo(new PcmFormat(RATE, 2, SampleEncoding.S16));
            assertThat(TestSound.allOf(pcm)).isEqualTo(TestSound.sine(RATE, 2, 2 * RATE));
        }
    }

    @Test
    void shouldGiveTheSamplesOfALosslessFileThatHasTheRightRateUnchanged() throws Exception {
        Path wav = TestSound.wav(folder.resolve("in.wav"), 32_000, 1, 32_000);
        Path flac = folder.resolve("out.flac");
        ffmpeg("-i", wav.toString(), flac.toString());

        try (PcmStream pcm = files.open(flac)) {
            assertThat(TestSound.allOf(pcm)).isEqualTo(TestSound.sine(32_000, 1, 32_000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i.mp3", "http:x.mp3", "a:b c%03d.mp3", "pipe:0.mp3", "'quoted'.mp3"})
    void shouldTakeOddNamesForNames(String name) throws Exception {
        Path file = encode(folder.resolve("plain.mp3"), "libmp3lame");
        Path odd = Files.move(file, folder.resolve(name));

        try (PcmStream pcm = files.open(odd)) {
            TestSound.assertSine(pcm, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"sound.mp3,libmp3lame", "sound.flac,flac", "sound.wav,adpcm_ms"})
    void shouldDecodeAStream(String name, String codec) throws Exception {
        Path file = encode(folder.resolve(name), codec);
        try (PcmStream pcm = files.open(Files.newInputStream(file), "standard input")) {
            TestSound.assertSine(pcm, 2);
        }
    }

    @Test
    void shouldReadAStreamThatIsAPlainWaveFile() throws IOException {
        Path file = TestSound.wav(folder.resolve("sound.wav"), RATE, 1, 2 * RATE);
        try (PcmStream pcm = files.open(Files.newInputStream(file), "standard input")) {
            assertThat(pcm.format().sampleRateHz()).isEqualTo(RATE);
            TestSound.assertSine(pcm, 2);
        }
    }

    @Test
    void shouldRefuseWhatIsNoSoundOnOneLine() throws Exception {
        byte[] noise = new byte[5_000];
        new Random(4).nextBytes(noise);
        refused(folder.resolve("none.mp3"), "no such file");
        refused(folder, "is a folder");
        refused(Files.createFile(folder.resolve("empty.mp3")), "is empty");
        refused(
                Files.writeString(folder.resolve("notes.txt"), "buy milk"),
                "not audio that can be decoded (Invalid data found when processing input)");
        refused(Files.write(folder.resolve("noise.bin"), noise), "not audio that can be decoded");
        Path video = folder.resolve("silent.avi");
        ffmpeg("-f", "lavfi", "-i", "testsrc=duration=0.2", video.toString());
        refused(video, "it holds no sound");
        assertThatThrownBy(() -> files.open("bad\0name")).hasMessageEndingWith("no such file");
    }

    @Test
    void shouldRefuseStreamsThatAreNoSound() {
        assertThatThrownBy(() -> files.open(new ByteArrayInputStream(new byte[0]), "standard input"))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("standard input: is empty");
        assertThatThrownBy(() -> files.open(
                        new ByteArrayInputStream("buy milk".getBytes(StandardCharsets.UTF_8)), "standard input"))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageStartingWith("standard input: not audio that can be decoded (Invalid data");
    }

    /** Play lists and scripts could make ffmpeg open files that nobody named. */
    @Test
    void shouldNotFollowPlayLists() throws Exception {
        encode(folder.resolve("secret.mp3"), "libmp3lame");
        refused(Files.writeString(folder.resolve("a.ffconcat"), "ffconcat version 1.0\nfile secret.mp3\n"), "decoded");
        refused(
                Files.writeString(
                        folder.resolve("a.m3u8"),
                        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.mp3\n#EXT-X-ENDLIST\n"),
                "decoded");
    }

    @Test
    void shouldEndTheProcessWhenClosedEarly() throws Exception {
        Path file = folder.resolve("long.flac");
        ffmpeg("-f", "lavfi", "-i", "sine=1000:duration=600", file.toString());
        PcmStream pcm = files.open(file);
        assertThat(pcm.read(new byte[100])).isEqualTo(100);
        pcm.close();
    }

    @Test
    void shouldSayWhenAStreamCannotBeReadToItsEnd() throws Exception {
        byte[] half = Arrays.copyOf(Files.readAllBytes(encode(folder.resolve("s.mp3"), "libmp3lame")), 20_000);
        try (PcmStream pcm = files.open(new BreakingStream(half), "standard input")) {
            assertThatThrownBy(() -> TestSound.allOf(pcm))
                    .isInstanceOf(IOException.class)
                    .hasMessage("line went dead");
        }
    }

    private static final class BreakingStream extends InputStream {
        private final ByteArrayInputStream before;

        BreakingStream(byte[] before) {
            this.before = new ByteArrayInputStream(before);
        }

        @Override
        public int read() throws IOException {
            int next = before.read();
            if (next == -1) {
                throw new IOException("line went dead");
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = before.read(buffer, offset, length);
            if (got == -1) {
                throw new IOException("line went dead");
            }
            return got;
        }
    }

    private void refused(Path file, String reason) {
        assertThatThrownBy(() -> files.open(file))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    private Path encode(Path file, String codec) throws IOException, InterruptedException {
        Path wav = TestSound.wav(folder.resolve("source.wav"), RATE, 2, 2 * RATE);
        ffmpeg("-i", wav.toString(), "-c:a", codec, file.toString());
        return file;
    }

    private void ffmpeg(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(
                        Stream.of(ffmpeg.toString(), "-nostdin", "-v", "error", "-y"), Stream.of(arguments))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command)
                .redirectError(Redirect.INHERIT)
                .redirectOutput(Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private boolean isFfmpeg(ProcessHandle process) {
        return process.info().command().orElse("").contains("ffmpeg");
    }
}
