package io.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WavFuzzTest {
    @Test
    void shouldReadOrRefuseWaveFilesAndNeverReadMoreThanThereIs() {
        List<byte[]> samples = List.of(wave(1, 1, 8, 16_000), wave(1, 2, 16, 44_100), wave(3, 1, 32, 48_000));
        Fuzz.of("WAVE files", samples, InvalidAudioException.class).feed(input -> {
            try (WavFile file = WavFile.of(new ByteArrayInputStream(input), "it")) {
                byte[] buffer = new byte[4_096];
                long bytes = 0;
                for (int n = file.read(buffer); n >= 0; n = file.read(buffer)) {
                    bytes += n;
                    assertThat(n % file.format().frameBytes()).isZero();
                }
                // Samples of eight bits become sixteen.
                assertThat(bytes).isLessThanOrEqualTo(2L * input.length);
                assertThat(file.format().sampleRateHz()).isPositive();
            }
        });
    }

    private static byte[] wave(int form, int channels, int bits, int rate) {
        int frame = channels * bits / 8;
        ByteBuffer bytes = ByteBuffer.allocate(56 + 50 * frame).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF"))
                .putInt(bytes.capacity() - 8)
                .put(ascii("WAVEfmt "))
                .putInt(16);
        bytes.putShort((short) form).putShort((short) channels).putInt(rate).putInt(rate * frame);
        bytes.putShort((short) frame).putShort((short) bits);
        bytes.put(ascii("LIST")).putInt(4).put(ascii("INFO"));
        return bytes.put(ascii("data")).putInt(50 * frame).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
