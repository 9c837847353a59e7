package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchStftTest {
    /** TarsosDSP's FFT, a frame after the other, is the oracle. */
    @Test
    void shouldGiveTheSpectraOfSingleFrames() {
        float[] curve = WindowFunction.centred(WindowFunction.hann(800), 1024);
        float[] signal = new float[11 * 320 + 1024];
        Random random = new Random(5);
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (float) (Math.sin(i * i * 1e-4) + 0.1 * random.nextGaussian());
        }
        float[] before = signal.clone();
        BatchStft batch = new BatchStft(curve, 320);
        batch.power(new float[signal.length], 0, 12);

        float[][] together = batch.power(signal, 0, 12);

        Stft single = new Stft(1024, curve);
        float[] power = new float[single.bins()];
        for (int frame = 0; frame < 12; frame++) {
            single.power(signal, frame * 320, power);
            for (int bin = 0; bin < power.length; bin++) {
                assertThat(together[bin][frame])
                        .as("frame %d, bin %d", frame, bin)
                        .isCloseTo(power[bin], within(1e-3f + 2e-5f * power[bin]));
            }
        }
        assertThat(signal).isEqualTo(before);
    }
}
