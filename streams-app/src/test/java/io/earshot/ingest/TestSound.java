package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.PcmBytes;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sine of 1 kHz and half amplitude as a file, and how to recognise it, for tests. */
final class TestSound {
    private TestSound() {}

    static byte[] sine(int rate, int channels, int samples) {
        double[] values = new double[samples * channels];
        for (int i = 0; i < values.length; i++) {
            int sample = i / channels;
            values[i] = 0.5 * Math.sin(2 * Math.PI * 1_000 * sample / rate);
        }
        return PcmBytes.of(SampleEncoding.S16, values);
    }

    static Path wav(Path file, int rate, int channels, int samples) throws IOException {
        byte[] pcm = sine(rate, channels, samples);
        return Files.write(
                file, new WavBytes().format(1, channels, rate, 16).data(pcm).bytes());
    }

    static byte[] allOf(PcmStream stream) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        for (int n = stream.read(buffer); n != -1; n = stream.read(buffer)) {
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }

    /** Asserts that the sound is the sine, by its level (LAME lowers it by 5 %) and by how much of it a sine explains. */
    static void assertSine(PcmStream stream, double seconds) throws IOException {
        int rate = stream.format().sampleRateHz();
        float[] mono = new PcmDecoder(stream.format()).decode(allOf(stream));
        assertThat((double) mono.length / rate).isBetween(seconds - 0.03, seconds + 0.1);
        double re = 0;
        double im = 0;
        double energy = 0;
        int margin = rate / 10;
        for (int i = margin; i < rate * seconds - margin; i++) {
            re += mono[i] * Math.cos(2 * Math.PI * 1_000 * i / rate);
            im += mono[i] * Math.sin(2 * Math.PI * 1_000 * i / rate);
            energy += (double) mono[i] * mono[i];
        }
        double samples = rate * seconds - 2 * margin;
        assertThat(2 * Math.hypot(re, im) / samples).isBetween(0.45, 0.51);
        assertThat(2 * (re * re + im * im) / samples / energy).isGreaterThan(0.99);
    }
}
