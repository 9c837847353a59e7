package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.feature.LogMel;
import io.earshot.model.InvalidModelException;
import io.earshot.model.ModelBundle;
import io.earshot.model.OnnxGraph;
import io.earshot.model.SyntheticClap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders of a model with one level, no factors, and a text encoder of its own. */
class OneLevelEncodersTest {
    @TempDir
    Path directory;

    private final OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);

    @Test
    void shouldPointAQueryAtTheSoundThatItNames() {
        ModelBundle bundle = SyntheticClap.in(directory).seal().load();
        try (OnnxTextEncoder text = new OnnxTextEncoder(runtime, bundle)) {
            Embedding query = text.encode("tone5").requireIn(bundle.space());
            assertThat(query.levels()[5]).isGreaterThan(0.99f);
            assertThat(query.factors()).isEmpty();
            assertThat(text.truncates("tone1 tone2 tone3 tone4")).isTrue();
        }
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldPointASegmentAtTheBandThatIsLoud() {
        ModelBundle bundle = SyntheticClap.in(directory).seal().load();
        try (OnnxAudioEncoder audio = new OnnxAudioEncoder(runtime, bundle)) {
            float[] values = new float[SyntheticClap.MELS * SyntheticClap.HOP_FRAMES];
            Arrays.fill(values, -100f);
            Arrays.fill(values, 3 * SyntheticClap.HOP_FRAMES, 4 * SyntheticClap.HOP_FRAMES, 10f);
            float[] tokens = audio.encodeHop(new LogMel(SyntheticClap.HOP_FRAMES, SyntheticClap.MELS, values));
            SegmentEmbedding segment = audio.encodeSegment(tokens);
            segment.embedding().requireIn(bundle.space());
            assertThat(segment.embedding().levels()[3]).isGreaterThan(0.99f);
            assertThat(segment.tokenLevels()).hasSize(3 * SyntheticClap.MELS);
        }
    }

    @Test
    void shouldNameTheTextGraphThatTakesSomethingElse() {
        byte[] bert = new OnnxGraph()
                .longInput("input_ids", "B", "N")
                .longInput("attention_mask", "B", "N")
                .longInput("token_type_ids", "B", "N")
                .floats("pieces", new float[16], 1, 16)
                .node("Gather", List.of("pieces", "input_ids"), "last_hidden_state")
                .floatOutput("last_hidden_state", "B", "N", 16)
                .toBytes();
        ModelBundle bundle =
                SyntheticClap.in(directory).write("text.onnx", bert).seal().load();
        assertThatThrownBy(() -> new OnnxTextEncoder(runtime, bundle))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("text.onnx", "inputs", "2 of them", "token_type_ids");
        assertThat(runtime.openSessions()).isZero();
    }
}
