package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFftTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64, 512, 1024, 2048})
    void shouldAgreeWithTheDefinition(int size) {
        float[][] frames = noise(5, size);

        float[][] power = powers(frames);

        assertThat(power).hasNumberOfRows(size / 2 + 1);
        for (int lane = 0; lane < frames.length; lane++) {
            for (int k = 0; k <= size / 2; k++) {
                assertThat((double) power[k][lane])
                        .as("size %d, lane %d, bin %d", size, lane, k)
                        .isCloseTo(plain(frames[lane], k), within(2e-5 * size));
            }
        }
    }

    /** What shares a batch must not change what is heard. */
    @Test
    void shouldGiveAFrameTheSameBitsWhateverIsBesideIt() {
        float[][] frames = noise(BatchFft.LANES, 1024);
        float[][] together = powers(frames);
        for (int lane = 0; lane < frames.length; lane += 5) {
            for (int beside : new int[] {0, 31, BatchFft.LANES - 1}) {
                float[][] alone = new float[BatchFft.LANES][1024];
                alone[beside] = frames[lane];
                float[][] power = powers(alone);
                for (int k = 0; k <= 512; k++) {
                    assertThat(Float.floatToRawIntBits(together[k][lane]))
                            .as("lane %d at %d, bin %d", lane, beside, k)
                            .isEqualTo(Float.floatToRawIntBits(power[k][beside]));
                }
            }
        }
    }

    @Test
    void shouldForgetTheFramesBefore() {
        BatchFft fft = new BatchFft(64);
        float[][] power = new float[33][];
        fill(fft, noise(BatchFft.LANES, 64));
        fft.power(power);
        fill(fft, new float[BatchFft.LANES][64]);
        fft.power(power);
        for (float[] bin : power) {
            assertThat(Arrays.copyOf(bin, BatchFft.LANES)).containsOnly(0f);
        }
    }

    @Test
    void shouldRefuseOtherSizes() {
        assertThatThrownBy(() -> new BatchFft(1000)).hasMessageContaining("1000");
        assertThatThrownBy(() -> new BatchFft(2)).hasMessageContaining("2 points");
    }

    private static float[][] powers(float[][] frames) {
        BatchFft fft = new BatchFft(frames[0].length);
        float[][] power = new float[frames[0].length / 2 + 1][];
        fill(fft, frames);
        fft.power(power);
        return power;
    }

    private static void fill(BatchFft fft, float[][] frames) {
        for (int sample = 0; sample < frames[0].length; sample++) {
            for (int lane = 0; lane < frames.length; lane++) {
                fft.row(sample / 2)[lane + sample % 2 * BatchFft.LANES] = frames[lane][sample];
            }
        }
    }

    private static float[][] noise(int frames, int size) {
        Random random = new Random(size);
        float[][] noise = new float[frames][size];
        for (float[] frame : noise) {
            for (int i = 0; i < size; i++) {
                frame[i] = (float) random.nextGaussian();
            }
        }
        return noise;
    }

    private static double plain(float[] x, int k) {
        double re = 0;
        double im = 0;
        for (int n = 0; n < x.length; n++) {
            double angle = -2 * Math.PI * ((long) k * n % x.length) / x.length;
            re += x[n] * Math.cos(angle);
            im += x[n] * Math.sin(angle);
        }
        return re * re + im * im;
    }
}
