package io.earshot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.feature.FrontEndKind;
import io.earshot.feature.LogMelSpec;
import io.earshot.segment.HopGrid;
import io.earshot.text.TinyBytePairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that bring their own text encoder and another front end, as those of models/export do. */
class OwnTextEncoderTest {
    @TempDir
    Path directory;

    private SyntheticBundle synthetic;

    @BeforeEach
    void writeBundle() {
        synthetic = SyntheticClap.in(directory);
    }

    @Test
    void shouldReadEverythingThatTheManifestSays() throws IOException {
        ModelBundle bundle = synthetic.seal().load();
        String digest = Sha256.of(synthetic.folder().resolve("manifest.json"));
        assertThat(bundle.space()).isEqualTo(new EmbeddingSpace(digest, 1, 16, 0, 0));
        assertThat(bundle.grid()).isEqualTo(new HopGrid(48_000, 480, 1024, 6, 0, 4));
        assertThat(bundle.tokens()).isEqualTo(new TokenSpec(32, 3, 12, 12));
        assertThat(bundle.frontEnd())
                .isEqualTo(
                        new LogMelSpec(FrontEndKind.SLANEY, 48_000, 0, 1024, 1024, 480, 16, 50, 14_000, 1e-10, 0, 1));
        assertThat(bundle.scoring().confidence()).isEmpty();
        assertThat(bundle.text().source()).isEqualTo(new TextSource.Bundle("text.onnx", "vocab.json", "merges.txt"));
        assertThat(bundle.readTextGraph())
                .isEqualTo(Files.readAllBytes(synthetic.folder().resolve("text.onnx")));
        assertThat(bundle.tokenizer().tokenize("tone7").ids())
                .containsExactly(0, TinyBytePairs.id("tone"), TinyBytePairs.id("7"), 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /text/graph                | ""           | text.graph: expected a text that is not blank
            /text/graph                | "other.onnx" | files.other.onnx: expected an object, found nothing
            /text/tokenizer            | null         | text.tokenizer: expected an object, found null
            /text/tokenizer/kind       | "unigram"    | text.tokenizer.kind: expected bytePair, found unigram
            /text/tokenizer/vocabulary | "none.json"  | files.none.json: expected an object, found nothing
            /text/tokenizer/merges     | 7            | text.tokenizer.merges: expected a text that is not blank, found 7
            /frontEnd/windowSamples    | 1025         | frontEnd.windowSamples: expected at most fftSize 1024, found 1025
            /frontEnd/logFloor         | 0            | frontEnd.logFloor: expected a number
            """)
    void shouldNameFileKeyExpectedAndFound(String pointer, String value, String message) throws IOException {
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) synthetic.manifest.at(pointer.substring(0, slash)))
                .set(pointer.substring(slash + 1), new ObjectMapper().readTree(value));
        assertThatThrownBy(() -> synthetic.seal().load())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseATextGraphThatWasChanged() {
        synthetic.seal().write("text.onnx", "other");
        assertThatThrownBy(synthetic::load).hasMessageContaining("text.onnx: the size");
    }

    @Test
    void shouldNameTheFilesOfATokenizerThatIsNone() {
        ModelBundle bundle = synthetic.write("vocab.json", "{}").seal().load();
        assertThatThrownBy(bundle::tokenizer)
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("vocab.json and merges.txt", "byte pairs");
    }
}
