package io.earshot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.calibration.ConfidenceCurve;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.segment.HopGrid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBundleTest {
    @TempDir
    Path directory;

    private SyntheticBundle synthetic;

    @BeforeEach
    void writeBundle() {
        synthetic = SyntheticBundle.in(directory);
    }

    @Test
    void shouldReadEverythingThatTheManifestSays() throws IOException {
        ModelBundle bundle = synthetic.seal().load();
        String digest = Sha256.of(synthetic.folder().resolve("manifest.json"));
        assertThat(bundle.space()).isEqualTo(new EmbeddingSpace(digest, 2, 16, 4, 4));
        assertThat(bundle.grid()).isEqualTo(new HopGrid(32_000, 320, 1024, 6, 2, 2));
        assertThat(bundle.tokens()).isEqualTo(new TokenSpec(16, 3, 12, 6));
        assertThat(bundle.frontEnd().mels()).isEqualTo(16);
        assertThat(bundle.frontEnd().logFloor()).isEqualTo(1e-5);
        assertThat(bundle.curve()).isEqualTo(new ConfidenceCurve(1.5, 2, -4));
        assertThat(bundle.scoring().levelWeights()).containsExactly(0.4f, 0.6f);
        assertThat(bundle.scoring().confidence().orElseThrow().audio())
                .hasSize(12)
                .startsWith(0.1f, 0.2f);
        assertThat(bundle.background().size()).isEqualTo(37);
        assertThat(bundle.passport().name()).isEqualTo("synthetic");
        assertThat(bundle.passport().trainingJson()).isEqualTo("{\"data\":\"none\"}");
        assertThat(bundle.tokenizer().tokenize("tone0").ids()).containsExactly(2, 4, 3);
    }

    @Test
    void shouldNameTheWholeBundleByTheDigestOfItsManifest() {
        String before = synthetic.seal().load().space().modelDigest();
        byte[] other = SyntheticBundle.contextGraph();
        other[other.length - 1] ^= 1;
        String after =
                synthetic.write("context.onnx", other).seal().load().space().modelDigest();
        assertThat(before).matches("[0-9a-f]{64}").isNotEqualTo(after);
    }

    @Test
    void shouldTakeAModelWithoutFactors() {
        ObjectNode space = (ObjectNode) synthetic.manifest.get("space");
        space.put("factors", 0).put("factorDim", 0);
        synthetic.write("scoring.json", "{\"levelWeights\": [0.5, 0.5], \"gate\": 0, \"temperature\": 1}");
        synthetic.write("background.f16", new byte[2 * 37 * 32]);
        ModelBundle bundle = synthetic.seal().load();
        assertThat(bundle.space().factorValues()).isZero();
        assertThat(bundle.scoring().confidence()).isEmpty();
    }

    @Test
    void shouldNameFactorsOnlyIfTheBundleDoes() throws IOException {
        assertThat(synthetic.seal().load().factorNames()).isEmpty();
        ObjectNode scoring = scoring();
        scoring.putArray("factorNames").add("bark").add("purr").add("wind").add("rain");
        assertThat(synthetic
                        .write("scoring.json", scoring.toString())
                        .seal()
                        .load()
                        .factorNames())
                .containsExactly("bark", "purr", "wind", "rain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /formatVersion               | 2           | formatVersion: expected 1, found 2
            /formatVersion               | "1"         | formatVersion: expected an integer of at least 0, found "1"
            /name                        | "other"     | name: expected the folder's name synthetic, found other
            /version                     | ""          | version: expected a text that is not blank, found ""
            /frontEnd/mels               | 0           | frontEnd.mels: expected an integer of at least 1, found 0
            /frontEnd/mels               | 16.0        | frontEnd.mels: expected an integer of at least 1, found 16.0
            /frontEnd/fftSize            | 1000        | frontEnd.fftSize: expected a power of two, found 1000
            /frontEnd/windowSamples      | 2000        | frontEnd.windowSamples: expected at most fftSize 1024, found 2000
            /frontEnd/highHz             | 16001       | frontEnd.highHz: expected a number in [1.0, 16000.0], found 16001
            /frontEnd/logFloor           | 0           | frontEnd.logFloor
            /frontEnd/scale              | 0           | frontEnd.scale
            /grid/tokenFrames            | 4           | grid.tokenFrames: expected a divisor of hopFrames 6, found 4
            /grid/contextTokens          | 13          | grid.contextTokens: expected a multiple of 3, found 13
            /grid/contextTokens          | 3           | grid.contextTokens: expected an integer of at least 6, found 3
            /space/levels                | 3           | text.hiddenStates: expected 3 names, found 2
            /space/tokenDim              | null        | space.tokenDim: expected an integer of at least 1, found null
            /text/maxTokens              | 2           | text.maxTokens: expected an integer of at least 3, found 2
            /text/resource               | "none.onnx" | text.resource: expected a resource on the class path, found none.onnx
            /text/sha256                 | "00"        | text.sha256: expected 00, found
            /text/tokenizerSha256        | "00"        | text.tokenizerSha256: expected 00, found
            /text/promptTemplates        | ["sound"]   | text.promptTemplates: expected texts with {}, found sound
            /text/promptTemplates        | []          | text.promptTemplates: expected a list of texts, found []
            /calibration/zWeight         | "a"         | calibration.zWeight: expected a number
            /calibration/backgroundSegments | 36       | background.f16: the size: expected 3456 bytes for 36 segments, found 3552 bytes
            """)
    void shouldNameFileKeyExpectedAndFound(String pointer, String value, String message) throws IOException {
        JsonNode wrong = new ObjectMapper().readTree(value);
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) synthetic.manifest.at(pointer.substring(0, slash))).set(pointer.substring(slash + 1), wrong);
        assertRefused(synthetic.seal(), message);
    }

    @ParameterizedTest
    @CsvSource({
        "/frontEnd, preEmphasis",
        "/grid, hopFrames",
        "/space, factors",
        "/text, hiddenStates",
        "/calibration, bias",
        "'', grid",
        "'', licence"
    })
    void shouldNameTheKeyThatIsMissing(String parent, String key) {
        ((ObjectNode) synthetic.manifest.at(parent)).remove(key);
        assertRefused(synthetic.seal(), key + ": expected");
        assertRefused(synthetic.seal(), "found nothing");
    }

    @Test
    void shouldRefuseAFileThatWasChanged() {
        synthetic.seal();
        byte[] changed = SyntheticBundle.localGraph();
        changed[changed.length / 2] ^= 1;
        assertRefused(synthetic.write("local.onnx", changed), "local.onnx: the SHA-256: expected");
    }

    @Test
    void shouldRefuseAFileThatWasCutOff() {
        synthetic.seal();
        assertRefused(synthetic.write("scoring.json", "{"), "scoring.json: the size: expected");
    }

    @Test
    void shouldRefuseABundleWithAFileMissing() throws IOException {
        synthetic.seal();
        Files.delete(synthetic.folder().resolve("context.onnx"));
        assertRefused(synthetic, "context.onnx: the file: expected to be there, found nothing");
    }

    @Test
    void shouldRefuseAManifestThatDoesNotListARequiredFile() {
        synthetic.seal();
        ((ObjectNode) synthetic.manifest.get("files")).remove("background.f16");
        assertRefused(synthetic.writeManifest(), "files.background.f16: expected an object, found nothing");
    }

    @ParameterizedTest
    @CsvSource({"../secret", "/etc/hostname", "a/../../secret", "..", "a\\b", "''", "."})
    void shouldRefuseANameThatLeavesTheFolder(String name) throws IOException {
        Files.writeString(directory.resolve("secret"), "x");
        synthetic.seal();
        ObjectNode files = (ObjectNode) synthetic.manifest.get("files");
        files.putObject(name).put("sha256", "00").put("bytes", 1);
        assertThatThrownBy(() -> synthetic.writeManifest().load())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageNotContaining("SHA-256");
    }

    @Test
    void shouldRefuseALinkThatLeavesTheFolder() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "x");
        synthetic.seal();
        try {
            Files.createSymbolicLink(synthetic.folder().resolve("link"), secret);
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "no symbolic links here: " + e);
        }
        ObjectNode files = (ObjectNode) synthetic.manifest.get("files");
        files.putObject("link").put("sha256", Sha256.of(secret)).put("bytes", 1);
        assertRefused(synthetic.writeManifest(), "a link that leaves it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json                | the file: expected JSON
            []                      | the file: expected a JSON object
            {} {}                   | the file: expected JSON
            {}                      | formatVersion: expected an integer of at least 0, found nothing
            """)
    void shouldRefuseAManifestThatIsNone(String manifest, String message) {
        synthetic.seal();
        assertRefused(synthetic.write("manifest.json", manifest), "manifest.json: " + message);
    }

    @Test
    void shouldRefuseAFolderThatIsNone() {
        assertThatThrownBy(() -> ModelBundle.load(directory.resolve("nowhere")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> ModelBundle.load(directory))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("manifest.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            levelWeights        | [0.5, 0.6]       | level weights sum to
            levelWeights        | [1.5, -0.5]      | level weight -0.5 must not be negative
            levelWeights        | [1.0]            | levelWeights: expected a list of 2 numbers, found [1.0]
            levelWeights        | [0.5, "0.5"]     | levelWeights: expected numbers, found "0.5"
            gate                | 1.5              | gate: expected a number in [0.0, 1.0], found 1.5
            temperature         | "warm"           | temperature: expected a number
            factorNames         | ["one"]          | factorNames: expected a name for each of the 4 factors, found 1 names
            factorNames         | []               | factorNames: expected a list of texts
            factorNames         | ["a", "b", "c", " "] | factorNames: expected a list of texts
            """)
    void shouldRefuseWeightsThatAreOutOfRange(String key, String value, String message) throws IOException {
        ObjectNode scoring = scoring();
        scoring.set(key, new ObjectMapper().readTree(value));
        assertRefused(synthetic.write("scoring.json", scoring.toString()).seal(), message);
    }

    @Test
    void shouldRefuseAPerceptronThatDoesNotFit() throws IOException {
        assertScoringRefused(s -> ((ArrayNode) s.at("/confidence/text")).remove(0), "confidence.text: expected a list");
        assertScoringRefused(
                s -> ((ArrayNode) s.at("/confidence/audio/1")).remove(0),
                "confidence.audio: expected a list of 3 lists");
        assertScoringRefused(s -> s.remove("confidence"), "no confidence perceptron");
    }

    @Test
    void shouldRefuseABackgroundThatIsNotFinite() {
        byte[] rows = new byte[37 * 48 * 2];
        rows[1] = 0x7C;
        assertRefused(synthetic.write("background.f16", rows).seal(), "background.f16: the values");
    }

    @Test
    void shouldReadItsFiles() {
        ModelBundle bundle = synthetic.seal().load();
        assertThat(bundle.read(ModelBundle.LOCAL_GRAPH)).isEqualTo(SyntheticBundle.localGraph());
        assertThat(bundle.path("golden/queries.json"))
                .isEqualTo(synthetic.folder().resolve("golden/queries.json"));
        assertThatThrownBy(() -> bundle.read("none")).isInstanceOf(InvalidModelException.class);
    }

    private void assertScoringRefused(Consumer<ObjectNode> change, String message) throws IOException {
        SyntheticBundle changed = SyntheticBundle.in(directory);
        ObjectNode scoring = scoring();
        change.accept(scoring);
        assertRefused(changed.write("scoring.json", scoring.toString()).seal(), message);
    }

    private ObjectNode scoring() throws IOException {
        byte[] json = Files.readAllBytes(SyntheticBundle.in(directory).folder().resolve("scoring.json"));
        return (ObjectNode) new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
    }

    private static void assertRefused(SyntheticBundle bundle, String message) {
        assertThatThrownBy(bundle::load)
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
