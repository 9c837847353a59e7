package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.embedding.HalfFloat;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.EncoderException;
import io.earshot.feature.LogMel;
import io.earshot.model.InvalidModelException;
import io.earshot.model.ModelBundle;
import io.earshot.model.OnnxGraph;
import io.earshot.model.SyntheticBundle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxAudioEncoderTest {
    private static final int FRAMES = SyntheticBundle.HOP_FRAMES + SyntheticBundle.OVERLAP_FRAMES;

    @TempDir
    Path directory;

    private final OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);

    @Test
    void shouldGiveTokensOfTheNewFramesOldestFirst() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            float[] values = new float[SyntheticBundle.MELS * FRAMES];
            for (int frame = 0; frame < FRAMES; frame++) {
                values[5 * FRAMES + frame] = frame;
            }
            float[] tokens = encoder.encodeHop(new LogMel(FRAMES, SyntheticBundle.MELS, values));
            assertThat(tokens).hasSize(3 * SyntheticBundle.MELS);
            assertThat(List.of(tokens[5], tokens[16 + 5], tokens[32 + 5])).containsExactly(4f, 6f, 8f);
            assertThat(tokens[0]).isEqualTo(1.5f);
        }
    }

    @Test
    void shouldRoundTokensToHalfPrecision() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            for (float token : encoder.encodeHop(noise(3))) {
                assertThat(token).isEqualTo(HalfFloat.round(token));
            }
        }
    }

    @Test
    void shouldGiveTheSameForTheSameInput() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            assertThat(encoder.encodeHop(noise(1))).isEqualTo(encoder.encodeHop(noise(1)));
        }
    }

    @Test
    void shouldPoolTheNewestSegmentAndPlaceItsTokens() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            float[] old = oneHotTokens(3, 1);
            float[] segment = encoder.encodeSegment(concat(old, concat(oneHotTokens(3, 4), oneHotTokens(3, 4))))
                    .embedding()
                    .levels();
            assertThat(segment[4]).isEqualTo(1f);
            assertThat(segment[1]).isZero();
            assertThat(segment).hasSize(SyntheticBundle.LEVELS * SyntheticBundle.MELS);
            assertThat(encoder.encodeSegment(old).tokenLevels()).hasSize(3 * SyntheticBundle.MELS);
            assertThat(encoder.encodeSegment(concat(old, old)).tokenLevels()).hasSize(6 * SyntheticBundle.MELS);
            assertThat(encoder.encodeSegment(concat(concat(old, old), old)).tokenLevels())
                    .hasSize(6 * SyntheticBundle.MELS);
        }
    }

    @Test
    void shouldNotModifyItsInputs() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            LogMel hop = noise(9);
            float[] before = hop.values().clone();
            float[] tokens = encoder.encodeHop(hop);
            float[] cached = tokens.clone();
            SegmentEmbedding first = encoder.encodeSegment(tokens);
            assertThat(hop.values()).isEqualTo(before);
            assertThat(tokens).isEqualTo(cached);
            assertThat(encoder.encodeSegment(tokens).embedding().factors())
                    .isEqualTo(first.embedding().factors());
        }
    }

    @Test
    void shouldRefuseInputsOfTheWrongSize() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            assertThatThrownBy(() -> encoder.encodeHop(new LogMel(7, 16, new float[7 * 16])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("16 x 7", "16 x 8");
            for (int length : new int[] {0, 16, 47, 13 * 16, 15 * 16}) {
                assertThatThrownBy(() -> encoder.encodeSegment(new float[length]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(String.valueOf(length));
            }
        }
    }

    @Test
    void shouldCloseWhatItOpenedEvenTwice() {
        OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory));
        assertThat(runtime.openSessions()).isEqualTo(2);
        encoder.close();
        encoder.close();
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldNameFileExpectedAndFoundWhenAGraphHasAnotherShape() {
        byte[] wide = new OnnxGraph()
                .floatInput("tokens", "B", "T", 24)
                .node("Identity", List.of("tokens"), "levels")
                .floatOutput("levels", "B", "T", 24)
                .toBytes();
        ModelBundle bundle =
                SyntheticBundle.in(directory).write("context.onnx", wide).seal().load();
        assertThatThrownBy(() -> new OnnxAudioEncoder(runtime, bundle))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("context.onnx", "input tokens", "[?, ?, 16]", "[?, ?, 24]");
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldNameTheMissingOutput() {
        byte[] nameless = new OnnxGraph()
                .floatInput("logmel", "B", 16, 8)
                .node("Identity", List.of("logmel"), "token")
                .floatOutput("token", "B", 16, 8)
                .toBytes();
        ModelBundle bundle = SyntheticBundle.in(directory)
                .write("local.onnx", nameless)
                .seal()
                .load();
        assertThatThrownBy(() -> new OnnxAudioEncoder(runtime, bundle))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("local.onnx", "output tokens", "[token]");
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldSayWhichFileIsNoGraph() {
        ModelBundle bundle = SyntheticBundle.in(directory)
                .write("context.onnx", "not a graph")
                .seal()
                .load();
        assertThatThrownBy(() -> new OnnxAudioEncoder(runtime, bundle))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("context.onnx")
                .hasMessageNotContaining("\n");
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldStopWhenAModelGivesWhatIsNotANumber() {
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, SyntheticBundle.loaded(directory))) {
            float[] values = new float[SyntheticBundle.MELS * FRAMES];
            Arrays.fill(values, Float.NaN);
            assertThatThrownBy(() -> encoder.encodeHop(new LogMel(FRAMES, SyntheticBundle.MELS, values)))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContainingAll("local.onnx", "NaN");
        }
    }

    private static LogMel noise(int seed) {
        Random random = new Random(seed);
        float[] values = new float[SyntheticBundle.MELS * FRAMES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new LogMel(FRAMES, SyntheticBundle.MELS, values);
    }

    private static float[] oneHotTokens(int count, int band) {
        float[] tokens = new float[count * SyntheticBundle.MELS];
        for (int token = 0; token < count; token++) {
            tokens[token * SyntheticBundle.MELS + band] = 1;
        }
        return tokens;
    }

    private static float[] concat(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
