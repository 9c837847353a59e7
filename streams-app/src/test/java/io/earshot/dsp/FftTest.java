package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 64, 1024})
    void shouldAgreeWithThePlainTransform(int size) {
        float[] frame = noise(size);
        double[] expected = plainPower(frame);
        float[] power = new float[size / 2 + 1];

        new Fft(size).power(frame.clone(), power);

        for (int k = 0; k < power.length; k++) {
            assertThat((double) power[k]).as("bin %d", k).isCloseTo(expected[k], within(1e-6 * size * size));
        }
    }

    @Test
    void shouldGiveTheKnownSpectrumOfEightPoints() {
        float[] power = new float[5];

        new Fft(8).power(new float[] {1, 1, 1, 1, 0, 0, 0, 0}, power);

        assertThat(power).containsExactly(new float[] {16, 6.8284273f, 0, 1.1715729f, 0}, within(1e-5f));
    }

    @Test
    void shouldPutAPureToneIntoOneBin() {
        float[] tone = new float[64];
        for (int i = 0; i < 64; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * 5 * i / 64);
        }
        float[] power = new float[33];

        new Fft(64).power(tone, power);

        assertThat(power[5]).isCloseTo(32f * 32f, within(1e-2f));
        power[5] = 0;
        assertThat(power).containsExactly(new float[33], within(1e-6f));
    }

    @Test
    void shouldGiveNothingForSilence() {
        float[] power = new float[33];
        new Fft(64).power(new float[64], power);
        assertThat(power).containsOnly(0f);
    }

    @Test
    void shouldRefuseOtherSizes() {
        assertThatThrownBy(() -> new Fft(1000)).hasMessageContaining("1000");
        assertThatThrownBy(() -> new Fft(8).power(new float[8], new float[4])).hasMessageContaining("4");
    }

    static float[] noise(int size) {
        Random random = new Random(size);
        float[] noise = new float[size];
        for (int i = 0; i < size; i++) {
            noise[i] = random.nextFloat() * 2 - 1;
        }
        return noise;
    }

    static double[] plainPower(float[] frame) {
        int size = frame.length;
        double[] power = new double[size / 2 + 1];
        for (int k = 0; k < power.length; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < size; n++) {
                double angle = 2 * Math.PI * ((long) n * k % size) / size;
                re += frame[n] * Math.cos(angle);
                im -= frame[n] * Math.sin(angle);
            }
            power[k] = re * re + im * im;
        }
        return power;
    }
}
