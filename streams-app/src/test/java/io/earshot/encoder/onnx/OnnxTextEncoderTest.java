package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.embedding.Embedding;
import io.earshot.model.InvalidModelException;
import io.earshot.model.ModelBundle;
import io.earshot.model.SyntheticBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTextEncoderTest {
    @TempDir
    Path directory;

    private final OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);

    @Test
    void shouldPointAQueryAtTheSoundThatItNames() {
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, SyntheticBundle.loaded(directory))) {
            Embedding query = encoder.encode("Tone5");
            assertThat(query.levels()).hasSize(32);
            assertThat(query.factors()).hasSize(16);
            assertThat(query.levels()[5]).isGreaterThan(0.99f);
            assertThat(query.levels()[16 + 5]).isGreaterThan(query.levels()[5]);
        }
    }

    @Test
    void shouldAverageOverPromptTemplatesAndNormaliseLevelsAgain() {
        Embedding first;
        Embedding second;
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, SyntheticBundle.loaded(directory))) {
            first = encoder.encode("tone5");
            second = encoder.encode("tone5 tone3");
        }
        SyntheticBundle synthetic = SyntheticBundle.in(directory);
        ((ArrayNode) synthetic.manifest.at("/text/promptTemplates")).add("{} tone3");
        try (OnnxTextEncoder encoder =
                new OnnxTextEncoder(runtime, synthetic.seal().load())) {
            Embedding both = encoder.encode("tone5");
            float[] levels = both.levels();
            for (int i = 0; i < both.factors().length; i++) {
                assertThat(both.factors()[i]).isCloseTo((first.factors()[i] + second.factors()[i]) / 2, within(1e-5f));
            }
            assertThat(levels[5]).isGreaterThan(levels[3]);
            assertThat(levels[3]).isGreaterThan(0.3f);
            double squares = 0;
            for (int i = 0; i < 16; i++) {
                squares += levels[i] * levels[i];
            }
            assertThat(squares).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void shouldIgnoreWhatDoesNotFitAndSayThatItDoes() {
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, SyntheticBundle.loaded(directory))) {
            String six = "tone1 tone2 tone3 tone4 tone5 tone6";
            assertThat(encoder.truncates(six)).isFalse();
            assertThat(encoder.truncates(six + " tone7")).isTrue();
            assertThat(encoder.encode(six + " tone7").levels())
                    .isEqualTo(encoder.encode(six).levels());
        }
    }

    @Test
    void shouldRefuseABlankText() {
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, SyntheticBundle.loaded(directory))) {
            assertThatThrownBy(() -> encoder.encode(" \n ")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldEncodeWordsThatNobodyKnows() {
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, SyntheticBundle.loaded(directory))) {
            assertThat(encoder.encode("\uD83D\uDC36 [SEP] qwx").levels()).hasSize(32);
        }
    }

    @Test
    void shouldCloseWhatItOpenedEvenTwice() {
        OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, SyntheticBundle.loaded(directory));
        assertThat(runtime.openSessions()).isEqualTo(2);
        encoder.close();
        encoder.close();
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldNameTheHiddenStateThatHasAnotherWidth() {
        SyntheticBundle synthetic = SyntheticBundle.in(directory);
        ((ObjectNode) synthetic.manifest.get("text")).put("hiddenDim", 20);
        ModelBundle bundle = synthetic.seal().load();
        assertThatThrownBy(() -> new OnnxTextEncoder(runtime, bundle))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("tiny-text.onnx", "[?, ?, 20]", "[?, ?, 16]");
        assertThat(runtime.openSessions()).isZero();
    }
}
