package io.earshot.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogMelExtractorTest {
    static final LogMelSpec SPEC =
            new LogMelSpec(FrontEndKind.KALDI, 32_000, 0.97, 1024, 800, 320, 128, 0, 15_000, 1e-5, 4.5, 5.0);

    @Test
    void shouldAgreeWithThePlainDefinition() {
        int frames = 4;
        float[] samples = noiseAndTone(3 * 320 + 1024 + 1);

        LogMel logMel = new LogMelExtractor(SPEC, frames).extract(samples);

        assertThat(logMel.frames()).isEqualTo(frames);
        assertThat(logMel.mels()).isEqualTo(128);
        for (int frame = 0; frame < frames; frame++) {
            double[] expected = plainFrame(samples, frame);
            for (int band = 0; band < 128; band++) {
                assertThat((double) logMel.values()[band * frames + frame])
                        .as("frame %d band %d", frame, band)
                        .isCloseTo(expected[band], within(2e-5));
            }
        }
    }

    @Test
    void shouldGiveTheFloorForSilence() {
        LogMel logMel = new LogMelExtractor(SPEC, 128).extract(new float[127 * 320 + 1025]);

        assertThat(logMel.values()).hasSize(128 * 128);
        assertThat(logMel.values()).containsOnly((float) ((Math.log(1e-5) + 4.5) / 5));
        assertThat(logMel.values()[0]).isCloseTo(-1.4026f, within(5e-5f));
    }

    @Test
    void shouldGiveTheSameAgain() {
        LogMelExtractor extractor = new LogMelExtractor(SPEC, 4);
        float[] samples = noiseAndTone(3 * 320 + 1025);
        float[] before = samples.clone();

        float[] first = extractor.extract(samples).values();
        extractor.extract(new float[3 * 320 + 1025]);

        assertThat(extractor.extract(samples).values()).isEqualTo(first).isNotSameAs(first);
        assertThat(samples).isEqualTo(before);
    }

    @Test
    void shouldRefuseAnotherNumberOfSamples() {
        assertThatThrownBy(() -> new LogMelExtractor(SPEC, 4).extract(new float[1984]))
                .hasMessageContaining("1984")
                .hasMessageContaining("1985");
    }

    private static float[] noiseAndTone(int samples) {
        Random random = new Random(3);
        float[] sound = new float[samples];
        for (int i = 0; i < samples; i++) {
            sound[i] = (float) (0.3 * Math.sin(2 * Math.PI * 1_000 * i / 32_000) + 0.01 * random.nextGaussian());
        }
        return sound;
    }

    /** models/FORMAT.md, word by word, in double. */
    private static double[] plainFrame(float[] x, int frame) {
        double[] re = new double[512];
        double[] im = new double[512];
        for (int i = 112; i < 912; i++) {
            int n = 320 * frame + i;
            double y = x[n + 1] - 0.97 * x[n];
            double tapered = y * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i - 112) / 799));
            for (int bin = 0; bin < 512; bin++) {
                double angle = 2 * Math.PI * (i * bin % 1024) / 1024;
                re[bin] += tapered * Math.cos(angle);
                im[bin] -= tapered * Math.sin(angle);
            }
        }
        double[] mels = new double[128];
        double step = mel(15_000) / 129;
        Arrays.setAll(mels, band -> {
            double sum = 0;
            for (int bin = 0; bin < 512; bin++) {
                double rise = mel(bin * 31.25) / step - band;
                sum += Math.max(0, Math.min(rise, 2 - rise)) * (re[bin] * re[bin] + im[bin] * im[bin]);
            }
            return (Math.log(sum + 1e-5) + 4.5) / 5;
        });
        return mels;
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }
}
