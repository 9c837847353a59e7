package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import io.earshot.decoder.DecodeOptions;
import io.earshot.decoder.SharedDecoder;
import io.earshot.decoder.ffmpeg.DecoderMain;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFilesIT {
    private static final int RATE = 44_100;
    private static AudioFiles files;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        files = AudioFiles.bundled();
    }

    @AfterAll
    static void shouldLeaveNoProcessBehind() throws IOException {
        files.close();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sound.mp3,libmp3lame", "sound.flac,flac", "sound.m4a,aac", "sound.ogg,libopus", "sound.opus,libopus",
        "sound.mka,aac", "sound.aiff,pcm_s16be", "sound.au,pcm_s16be", "sound.wav,adpcm_ms", "sound.w64,pcm_s16le",
        "sound.wma,wmav2", "sound.aac,aac", "sound.caf,alac", "sound.ac3,ac3", "sound.ts,mp2"
    })
    void shouldDecodeAnyFormat(String name, String codec) throws Exception {
        Path file = encode(folder.resolve(name), codec);

        try (PcmStream pcm = files.open(file)) {
            assertThat(pcm.format()).isEqualTo(DecoderMain.DECODED);
            TestSound.assertSine(pcm, 2);
            assertThat(pcm.notes()).isEmpty();
            assertThat(pcm.shortfall()).isEmpty();
        }
    }

    @Test
    void shouldReadPlainWaveFilesAsTheyAre() throws IOException {
        Path file = TestSound.wav(folder.resolve("sound.wav"), RATE, 1, 2 * RATE);
        SharedDecoder decoder = new SharedDecoder();
        try (AudioFiles others = new AudioFiles(decoder);
                PcmStream pcm = others.open(file.toString())) {
            assertThat(pcm.format()).isEqualTo(new PcmFormat(RATE, 1, SampleEncoding.S16));
            assertThat(TestSound.allOf(pcm)).isEqualTo(TestSound.sine(RATE, 1, 2 * RATE));
            assertThat(decoder.pid()).as("no process is started for them").isEmpty();
        }
    }

    @Test
    void shouldGiveTheSamplesOfALosslessFileThatHasTheRightRateUnchanged() throws Exception {
        byte[] sine = TestSound.sine(32_000, 1, 32_000);
        Path flac = SoundEncoder.encode(folder.resolve("out.flac"), "flac", 32_000, 1, sine);

        try (PcmStream pcm = files.open(flac)) {
            assertThat(TestSound.allOf(pcm)).isEqualTo(sine);
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
        refused(SoundEncoder.silentVideo(folder.resolve("silent.avi")), "it holds no sound");
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
    void shouldTagWhatIsThereOfARecordingThatWasCutShort() throws Exception {
        byte[] whole = Files.readAllBytes(encode(folder.resolve("whole.flac"), "flac"));
        Path cut = Files.write(folder.resolve("cut.flac"), Arrays.copyOf(whole, whole.length * 2 / 5));
        try (PcmStream pcm = files.open(cut)) {
            assertThat(TestSound.allOf(pcm).length).isBetween(16_000, 2 * 32_000);
            assertThat(pcm.shortfall())
                    .hasValueSatisfying(text -> assertThat(text).matches("breaks off after 0\\.[0-9] s of 2\\.0 s"));
        }
    }

    /** As at a change of programme: the rest must be neither faster nor slower, nor noise. */
    @Test
    void shouldGoOnWhenTheFormatChangesOnTheWay() throws Exception {
        Path first = encode(folder.resolve("first.aac"), "aac");
        Path second = SoundEncoder.encode(
                folder.resolve("second.aac"), "aac", 24_000, 1, TestSound.sine(24_000, 1, 2 * 24_000));
        Path both = folder.resolve("both.aac");
        try (OutputStream out = Files.newOutputStream(both)) {
            Files.copy(first, out);
            Files.copy(second, out);
        }
        try (PcmStream pcm = files.open(both)) {
            byte[] decoded = TestSound.allOf(pcm);
            assertThat(decoded.length / (2. * 32_000)).isBetween(3.97, 4.2);
            assertThat(periods(Arrays.copyOf(decoded, decoded.length / 2))).isBetween(1_900, 2_300);
            assertThat(periods(Arrays.copyOfRange(decoded, decoded.length / 2, decoded.length)))
                    .isBetween(1_900, 2_300);
        }
    }

    /** Times that the wave rises through zero. */
    private static int periods(byte[] pcm) {
        int periods = 0;
        for (int i = 3; i < pcm.length; i += 2) {
            periods += pcm[i - 2] < 0 && pcm[i] >= 0 ? 1 : 0;
        }
        return periods;
    }

    @Test
    void shouldTakeTheTrackThatIsAskedFor() throws Exception {
        byte[] silence = new byte[2 * 2 * 2 * RATE];
        Path file = SoundEncoder.encode(
                folder.resolve("two.mkv"), "flac", RATE, 2, silence, TestSound.sine(RATE, 2, 2 * RATE));
        try (PcmStream first = files.open(file)) {
            assertThat(first.notes())
                    .containsExactly(
                            "has 2 audio tracks; track 1 (flac, 2 channels) is decoded, another can be chosen");
            assertThat(TestSound.allOf(first)).containsOnly(0);
        }
        try (AudioFiles seconds = new AudioFiles(new SharedDecoder(), new DecodeOptions(2, 0));
                PcmStream second = seconds.open(file)) {
            TestSound.assertSine(second, 2);
        }
        try (AudioFiles thirds = new AudioFiles(new SharedDecoder(), new DecodeOptions(3, 0))) {
            assertThatThrownBy(() -> thirds.open(file)).hasMessageEndingWith("has no audio track 3, only 2");
            Path wav = TestSound.wav(folder.resolve("sound.wav"), RATE, 2, 2 * RATE);
            assertThatThrownBy(() -> thirds.open(wav)).hasMessageEndingWith("has no audio track 3, only 1");
        }
    }

    @Test
    void shouldTakeTheLastOfManyTracks() throws Exception {
        byte[][] tracks = new byte[70][2 * RATE / 10];
        tracks[69] = TestSound.sine(RATE, 1, 2 * RATE);
        Path file = SoundEncoder.encode(folder.resolve("many.mkv"), "pcm_s16le", RATE, 1, tracks);
        try (AudioFiles last = new AudioFiles(new SharedDecoder(), new DecodeOptions(70, 0));
                PcmStream pcm = last.open(file)) {
            assertThat(pcm.notes()).singleElement().asString().startsWith("has 70 audio tracks; track 70 (");
            TestSound.assertSine(pcm, 2);
        }
    }

    @Test
    void shouldGoOnWhenAFileIsClosedEarly() throws Exception {
        Path file =
                SoundEncoder.encode(folder.resolve("long.flac"), "flac", RATE, 2, TestSound.sine(RATE, 2, 60 * RATE));
        PcmStream pcm = files.open(file);
        assertThat(pcm.read(new byte[100])).isEqualTo(100);
        pcm.close();
        try (PcmStream again = files.open(file)) {
            TestSound.assertSine(again, 60);
        }
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

    private static Path encode(Path file, String codec) {
        return SoundEncoder.encode(file, codec, RATE, 2, TestSound.sine(RATE, 2, 2 * RATE));
    }
}
