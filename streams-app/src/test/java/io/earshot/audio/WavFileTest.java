package io.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(SampleEncoding.class)
    void shouldReadEachEncoding(SampleEncoding encoding) throws IOException {
        byte[] pcm = PcmBytes.of(encoding, 0, 0.5, -0.5, 0.25);
        int tag = encoding == SampleEncoding.F32 ? 3 : 1;
        Path file = write(
                new WavBytes().format(tag, 2, 48_000, 8 * encoding.bytes()).data(pcm));

        try (WavFile wav = WavFile.open(file)) {
            assertThat(wav.format()).isEqualTo(new PcmFormat(48_000, 2, encoding));
            assertThat(allOf(wav, 1000)).isEqualTo(pcm);
        }
    }

    @Test
    void shouldGiveEightBitsAsSixteen() throws IOException {
        byte[] pcm = {(byte) 0x80, 0, (byte) 0xff, 0x40, (byte) 0xc0};
        Path file = write(new WavBytes().format(1, 1, 8_000, 8).data(pcm));

        try (WavFile wav = WavFile.open(file)) {
            assertThat(wav.format()).isEqualTo(new PcmFormat(8_000, 1, SampleEncoding.S16));
            assertThat(allOf(wav, 4)).isEqualTo(PcmBytes.of(SampleEncoding.S16, 0, -1, 127 / 128.0, -0.5, 0.5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 8, 13, 4096})
    void shouldReadInPiecesOfWholeSamples(int bufferBytes) throws IOException {
        byte[] pcm = PcmBytes.of(SampleEncoding.S16, new double[50]);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (byte) i;
        }
        Path file = write(new WavBytes().format(1, 2, 32_000, 16).data(pcm));

        try (WavFile wav = WavFile.open(file)) {
            assertThat(allOf(wav, bufferBytes)).isEqualTo(pcm);
        }
    }

    @Test
    void shouldReadExtensibleAndSkipOtherChunks() throws IOException {
        byte[] pcm = PcmBytes.of(SampleEncoding.S24, 0.5, -0.5);
        Path file = write(new WavBytes()
                .chunk("JUNK", new byte[7])
                .extensible(1, 1, 44_100, 24)
                .chunk("fact", new byte[4])
                .data(pcm)
                .chunk("LIST", new byte[11]));

        try (WavFile wav = WavFile.open(file)) {
            assertThat(wav.format()).isEqualTo(new PcmFormat(44_100, 1, SampleEncoding.S24));
            assertThat(allOf(wav, 1000)).isEqualTo(pcm);
        }
    }

    @ParameterizedTest
    @CsvSource({"0xffffffff,0xffffffff", "0,0", "0x24,0", "0x7fffffff,0x7ffff000", "0x80000024,0x80000000"})
    void shouldReadStreamedFilesToTheirEnd(String riffSize, String dataSize) throws IOException {
        byte[] pcm = PcmBytes.of(SampleEncoding.S16, 0.5, -0.5, 0.25);
        byte[] bytes = new WavBytes()
                .format(1, 1, 32_000, 16)
                .data(pcm, Long.decode(dataSize))
                .bytes(Long.decode(riffSize));
        Path file = Files.write(folder.resolve("streamed.wav"), bytes);

        try (WavFile wav = WavFile.open(file)) {
            assertThat(allOf(wav, 4)).isEqualTo(pcm);
        }
        try (WavFile wav = WavFile.of(new ByteArrayInputStream(bytes), "stdin")) {
            assertThat(allOf(wav, 4)).isEqualTo(pcm);
        }
    }

    @Test
    void shouldReadSamplesWhoseSizeWasNeverSetThoughTheFilesWas() throws IOException {
        for (double loudness : new double[] {0, .001, .9}) {
            byte[] pcm = PcmBytes.of(SampleEncoding.S16, loudness, -loudness, loudness / 2, -loudness, loudness);
            byte[] bytes = new WavBytes().format(1, 1, 32_000, 16).data(pcm, 0).bytes();

            try (WavFile wav = WavFile.of(new ByteArrayInputStream(bytes), "stdin")) {
                assertThat(allOf(wav, 4)).isEqualTo(pcm);
                assertThat(wav.shortfall()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80000, 160000, breaks off after 1.3 s of 2.5 s",
        "64000, 230400000, breaks off after 1.0 s of 3600.0 s",
        "64000, 64001, ",
        "64000, 64002, 'breaks off after 1.0 s, 1 sample before its end'",
        "63999, 64000, 'breaks off after 1.0 s, 1 sample before its end'",
        "64000, 68096, breaks off after 1.0 s of 1.1 s",
        "64000, 64400, 'breaks off after 1.0 s, 200 samples before its end'",
        "64000, 64000, ",
        "64000, 48000, "
    })
    void shouldReadWhatIsThereAndThenSayWhatIsMissing(int present, long promised, String missing) throws IOException {
        byte[] pcm = new byte[present];
        Arrays.fill(pcm, (byte) 3);
        byte[] whole =
                new WavBytes().format(1, 1, 32_000, 16).data(pcm, promised).bytes();
        byte[] bytes = Arrays.copyOf(whole, 44 + present);
        Path file = Files.write(folder.resolve("cut.wav"), bytes);
        int samples = (int) Math.min(present, promised) / 2;

        try (WavFile wav = WavFile.open(file)) {
            assertThat(allOf(wav, 1_000)).isEqualTo(Arrays.copyOf(pcm, 2 * samples));
            assertThat(wav.read(new byte[1_000])).isEqualTo(-1);
            assertThat(wav.shortfall()).isEqualTo(Optional.ofNullable(missing));
            assertThat(wav.notes()).isEmpty();
        }
        try (WavFile wav = WavFile.of(new ByteArrayInputStream(bytes), "stdin")) {
            assertThat(allOf(wav, 1_000)).hasSize(2 * samples);
            assertThat(wav.shortfall()).isEqualTo(Optional.ofNullable(missing));
        }
    }

    @Test
    void shouldCountSecondsOfEightBitSamplesAsTheyAreStored() throws IOException {
        byte[] bytes = new WavBytes()
                .format(1, 2, 8_000, 8)
                .data(new byte[16_000], 64_000)
                .bytes();
        try (WavFile wav = WavFile.of(new ByteArrayInputStream(bytes), "stdin")) {
            assertThat(allOf(wav, 1_000)).hasSize(32_000);
            assertThat(wav.shortfall()).contains("breaks off after 1.0 s of 4.0 s");
        }
    }

    @Test
    void shouldRefuseAStreamThatPromisesSamplesAndHasNone() {
        byte[] header =
                new WavBytes().format(1, 2, 32_000, 16).data(new byte[0], 1_000).bytes();
        assertThatThrownBy(() -> WavFile.of(new ByteArrayInputStream(header), "stdin"))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("stdin: has no samples");
        byte[] half =
                new WavBytes().format(1, 2, 32_000, 16).data(new byte[2], 1_000).bytes();
        assertThatThrownBy(() -> WavFile.of(new ByteArrayInputStream(half), "stdin"))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("stdin: has no samples");
    }

    @Test
    void shouldLeaveOutAnIncompleteLastSample() throws IOException {
        Path file = write(new WavBytes().format(1, 2, 32_000, 16).data(new byte[11]));
        try (WavFile wav = WavFile.open(file)) {
            assertThat(allOf(wav, 1000)).hasSize(8);
        }
    }

    @Test
    void shouldNameTheFileAndWhatIsWrongOnOneLine() throws IOException {
        refused(folder.resolve("none.wav"), "no such file");
        refused(folder, "is a folder");
        refused(Files.createFile(folder.resolve("empty.wav")), "is empty");
        refused(Files.writeString(folder.resolve("notes.txt"), "buy milk, and bread"), "not a RIFF WAVE file");
        refused(Files.writeString(folder.resolve("short"), "RIFF"), "not a RIFF WAVE file");
        refused(write(new WavBytes().format(1, 1, 32_000, 16)), "truncated: the file ends before its samples");
        refused(write(new WavBytes().format(1, 1, 32_000, 16).data(new byte[0])), "no samples");
        refused(write(new WavBytes().data(new byte[4])), "samples come before their format");
        refused(write(new WavBytes().format(2, 1, 32_000, 4).data(new byte[4])), "coding 2");
        refused(write(new WavBytes().format(1, 1, 4_000, 16).data(new byte[4])), "4000 Hz");
        refused(write(new WavBytes().format(1, 9, 32_000, 16).data(new byte[18])), "9 channels");
        refused(write(new WavBytes().format(1, 0, 32_000, 16).data(new byte[4])), "0 channels");
        refused(write(new WavBytes().chunk("fmt ", new byte[3]).data(new byte[4])), "format of 3 bytes");
        refused(write(new WavBytes().format(3, 1, 32_000, 64).data(new byte[8])), "64 bits");
    }

    @Test
    void shouldNotTakeAnEmptyDataChunkBeforeOthersForAStream() throws IOException {
        for (int size : new int[] {0, 4, 5}) {
            refused(
                    write(new WavBytes()
                            .format(1, 1, 32_000, 16)
                            .data(new byte[0])
                            .chunk("LIST", new byte[size])
                            .chunk("id3 ", new byte[9])),
                    "no samples");
        }
    }

    @Test
    void shouldSurviveAnyDamageOfTheHeader() throws IOException {
        byte[] good =
                new WavBytes().extensible(1, 2, 32_000, 16).data(new byte[400]).bytes();
        for (int at = 0; at < 68; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] bad = good.clone();
                bad[at] = (byte) value;
                readOrRefuse(bad);
                readOrRefuse(Arrays.copyOf(good, at));
            }
        }
    }

    @Test
    void shouldTellWaveFilesThatItReadsFromOthers() throws IOException {
        Path plain = write(new WavBytes().format(1, 1, 32_000, 16).data(new byte[4]));
        WavFile.openIfPlain(plain).orElseThrow().close();
        Path adpcm = write(new WavBytes().format(2, 1, 32_000, 4).data(new byte[4]));
        assertThat(WavFile.openIfPlain(adpcm)).isEmpty();
        assertThat(WavFile.openIfPlain(Files.writeString(folder.resolve("x"), "text")))
                .isEmpty();
    }

    private static void readOrRefuse(byte[] bytes) throws IOException {
        try (WavFile wav = WavFile.of(new ByteArrayInputStream(bytes), "damaged")) {
            assertThat(allOf(wav, 4096).length).isLessThanOrEqualTo(2 * bytes.length);
        } catch (InvalidAudioException e) {
            assertThat(e).hasMessageStartingWith("damaged: ");
        }
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> WavFile.open(file))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    private Path write(WavBytes wav) throws IOException {
        return Files.write(Files.createTempFile(folder, "test", ".wav"), wav.bytes());
    }

    private static byte[] allOf(PcmStream stream, int bufferBytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[bufferBytes];
        for (int n = stream.read(buffer); n != -1; n = stream.read(buffer)) {
            assertThat(n).isPositive();
            assertThat(n % stream.format().frameBytes()).isZero();
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }
}
