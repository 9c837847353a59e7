package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.decoder.ffmpeg.DecoderMain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioEncoderTest {
    private static final SharedDecoder DECODER = new SharedDecoder();

    private final AudioEncoder encoder = new AudioEncoder(DECODER);

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws IOException {
        DECODER.close();
    }

    @Test
    void shouldGiveEverySampleBackFromFlac() throws IOException {
        PcmFormat format = DecoderMain.DECODED;
        byte[] pcm = tone(format, 100_003);
        Path file = folder.resolve("clip.flac");
        encoder.flac(format, pcm, file);
        assertThat(decoded(file)).isEqualTo(pcm);
        assertThat(Files.size(file)).isLessThan(pcm.length);
    }

    @Test
    void shouldSayItsLengthAndTheDigestOfItsSamplesInTheHeadOfFlac() throws IOException, NoSuchAlgorithmException {
        for (SampleEncoding encoding : new SampleEncoding[] {SampleEncoding.S16, SampleEncoding.S24}) {
            PcmFormat format = new PcmFormat(44_100, 1, encoding);
            byte[] pcm = tone(format, 44_100 + 17);
            Path file = folder.resolve(encoding + ".flac");
            encoder.flac(format, pcm, file);
            byte[] head = Arrays.copyOf(Files.readAllBytes(file), 42);
            assertThat(new String(head, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("fLaC");
            long packed = ByteBuffer.wrap(head).getLong(18);
            assertThat(packed >>> 44).as("rate").isEqualTo(44_100);
            assertThat(((packed >>> 36) & 31) + 1).as("bits").isEqualTo(8L * encoding.bytes());
            assertThat(packed & 0xfffffffffL).as("samples").isEqualTo(44_117);
            assertThat(Arrays.copyOfRange(head, 26, 42))
                    .as("MD5")
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(pcm));
        }
    }

    @Test
    void shouldHoldTheSoundInOpusAtItsPlaceAndLength() throws IOException {
        PcmFormat format = new PcmFormat(44_100, 1, SampleEncoding.S16);
        byte[] pcm = tone(format, 2 * 44_100);
        Path file = folder.resolve("clip.opus");
        encoder.opus(format, pcm, file);
        byte[] heard = decoded(file);
        // 2 s at 32 kHz; the container counts in samples of 48 kHz.
        assertThat(heard.length / 2).isBetween(64_000 - 32, 64_000 + 32);
        assertThat(similarity(heard, tone(DecoderMain.DECODED, 64_000))).isGreaterThan(0.99);
        assertThat(Files.size(file)).isLessThan(40_000);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameSamples() throws IOException {
        byte[] pcm = tone(DecoderMain.DECODED, 48_000);
        Path one = folder.resolve("one.opus");
        Path other = folder.resolve("other.opus");
        encoder.opus(DecoderMain.DECODED, pcm, one);
        encoder.opus(DecoderMain.DECODED, pcm, other);
        assertThat(one).hasSameBinaryContentAs(other);
    }

    @Test
    void shouldTellWhyAFileCannotBeWrittenAndEncodeTheNext() throws IOException {
        byte[] pcm = tone(DecoderMain.DECODED, 400_000);
        assertThatThrownBy(() -> encoder.flac(DecoderMain.DECODED, pcm, folder.resolve("no/such/folder.flac")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the file cannot be written");
        encoder.flac(DecoderMain.DECODED, pcm, folder.resolve("next.flac"));
        assertThat(decoded(folder.resolve("next.flac"))).isEqualTo(pcm);
        assertThat(DECODER.restarts()).isZero();
    }

    private static byte[] decoded(Path file) throws IOException {
        try (DecodedAudio audio = DECODER.open(file, new DecodeOptions(1, 0))) {
            byte[] all = new byte[2_000_000];
            int filled = 0;
            byte[] part = new byte[10_000];
            for (int read = audio.read(part); read > 0; read = audio.read(part)) {
                System.arraycopy(part, 0, all, filled, read);
                filled += read;
            }
            return Arrays.copyOf(all, filled);
        }
    }

    /** A tone that swells, so that a shift shows. */
    private static byte[] tone(PcmFormat format, int samples) {
        ByteBuffer pcm = ByteBuffer.allocate(samples * format.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            double seconds = (double) i / format.sampleRateHz();
            double value = Math.min(1, seconds) * 0.5 * Math.sin(2 * Math.PI * 440 * seconds);
            if (format.encoding() == SampleEncoding.S16) {
                pcm.putShort((short) Math.rint(value * 32_767));
            } else {
                int wide = (int) Math.rint(value * 8_388_607);
                pcm.putShort((short) wide).put((byte) (wide >> 16));
            }
        }
        return pcm.array();
    }

    private static double similarity(byte[] one, byte[] other) {
        ByteBuffer a = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        while (a.remaining() > 1 && b.remaining() > 1) {
            double x = a.getShort();
            double y = b.getShort();
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return ab / Math.sqrt(aa * bb);
    }
}
