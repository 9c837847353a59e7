package io.earshot.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlaneyFrontEndTest {
    private static final LogMelSpec CLAP =
            new LogMelSpec(FrontEndKind.SLANEY, 48_000, 0, 1024, 1024, 480, 64, 50, 14_000, 1e-10, 0, 1);

    /** Frames of slaney-logmel.csv. */
    private static final int FIRST_FRAME = 3;

    private static final int FRAMES = 2;

    @Test
    void shouldAgreeWithTheFeatureExtractorOfTransformers() throws IOException {
        float[] samples = new float[(FRAMES - 1) * 480 + 1024 + 1];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sound(FIRST_FRAME * 480 - 512 + i);
        }

        LogMel logMel = new LogMelExtractor(CLAP, FRAMES).extract(samples);

        List<String> bands = golden();
        assertThat(bands).hasSize(64);
        for (int band = 0; band < 64; band++) {
            String[] expected = bands.get(band).split(",", -1);
            for (int frame = 0; frame < FRAMES; frame++) {
                assertThat((double) logMel.values()[band * FRAMES + frame])
                        .as("band %d frame %d", band, frame)
                        .isCloseTo(Double.parseDouble(expected[frame]), within(0.01));
            }
        }
    }

    @Test
    void shouldGiveTheFloorForSilence() {
        LogMel logMel = new LogMelExtractor(CLAP, FRAMES).extract(new float[480 + 1025]);
        assertThat(logMel.values()).hasSize(128).containsOnly(-100f);
        assertThat(CLAP.silence()).isEqualTo(-100f);
    }

    @Test
    void shouldNotLookAtTheSampleThatOnlyPreEmphasisNeeds() {
        float[] samples = new float[480 + 1025];
        samples[samples.length - 1] = 1;
        assertThat(new LogMelExtractor(CLAP, FRAMES).extract(samples).values()).containsOnly(-100f);
    }

    /** The sound of slaney-logmel.py. */
    private static float sound(int n) {
        double noise = (long) n * 7919 % 1009 / 1009.0 - 0.5;
        return (float) (0.3 * Math.sin(2 * Math.PI * 440 * n / 48_000)
                + 0.1 * Math.sin(2 * Math.PI * 5_000 * n / 48_000)
                + 0.02 * noise);
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = SlaneyFrontEndTest.class.getResourceAsStream("/golden/slaney-logmel.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
