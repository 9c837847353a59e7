package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feature.LogMel;
import io.earshot.model.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events must not depend on what shared a batch: each bit that the bundle's graphs give is compared. */
class BatchedAudioEncoderTest {
    private static final Path FOLDER = Path.of("..", "models", "earshot-base");

    private final ModelBundle bundle = ModelBundle.load(FOLDER);
    private final OnnxAudioEncoder encoder = new OnnxAudioEncoder(new OnnxRuntime(OnnxOptions.CPU), bundle);
    private final Random random = new Random(20);

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void shouldGiveAHopTheSameTokensWhateverIsBesideIt() {
        int mels = bundle.frontEnd().mels();
        int frames = bundle.grid().windowFrames();
        List<LogMel> hops = new ArrayList<>();
        List<float[]> alone = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            hops.add(new LogMel(frames, mels, noise(mels * frames, i % 3 == 0 ? 0.1 : 1.5)));
            alone.add(encoder.encodeHop(hops.get(i)));
        }
        for (int size = 2; size <= hops.size(); size++) {
            for (int first = 0; first + size <= hops.size(); first++) {
                List<float[]> together = encoder.encodeHops(hops.subList(first, first + size));
                assertThat(together).hasSize(size);
                for (int i = 0; i < size; i++) {
                    assertThat(bits(together.get(i)))
                            .as("hop %d of %d from %d on", i, size, first)
                            .isEqualTo(bits(alone.get(first + i)));
                }
            }
        }
    }

    private float[] noise(int length, double scale) {
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (float) (scale * random.nextGaussian());
        }
        return noise;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
