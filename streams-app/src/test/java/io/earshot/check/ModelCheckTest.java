package io.earshot.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.model.Finding;
import io.earshot.model.SyntheticBundle;
import io.earshot.model.SyntheticClap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCheckTest {
    private static final List<String> TEXTS = List.of("tone3", "Tone5 tone6");

    @TempDir
    Path directory;

    private final OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);
    private SyntheticBundle synthetic;

    @BeforeEach
    void writeBundle() {
        synthetic = SyntheticBundle.in(directory).seal();
        GoldenFolder.write(synthetic, runtime, TEXTS);
    }

    @Test
    void shouldFindNothingWrongWithABundleThatKeepsItsPromises() {
        List<Finding> findings = check();
        assertThat(findings).allMatch(Finding::ok);
        assertThat(findings)
                .extracting(Finding::subject)
                .containsExactly(
                        "files",
                        "graphs",
                        "golden log-mel",
                        "golden tokens",
                        "golden levels",
                        "golden factors",
                        "golden token levels",
                        "golden token ids of \"tone3\"",
                        "golden token ids of \"Tone5 tone6\"",
                        "golden queries",
                        "golden scores",
                        "golden confidences");
        assertThat(runtime.openSessions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "tokens.f32, golden tokens",
        "levels.f32, golden levels",
        "factors.f32, golden factors",
        "token_levels.f32, golden token levels",
        "scores.f32, golden scores",
        "confidences.f32, golden confidences"
    })
    void shouldSayWhatDiffersAndByHowMuch(String file, String subject) throws IOException {
        Path path = synthetic.folder().resolve("golden").resolve(file);
        ByteBuffer values = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int last = values.capacity() - 4;
        values.putFloat(last, values.getFloat(last) + 0.5f);
        Files.write(path, values.array());
        assertThat(check()).filteredOn(finding -> !finding.ok()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.detail()).contains("5.0", "allowed");
        });
    }

    @Test
    void shouldSayThatAnotherFrontEndIsNeededForTheGoldenAudio() {
        synthetic.write("golden/audio.wav", GoldenFolder.noise(synthetic.load(), 32_000, 5));
        assertThat(check())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("golden log-mel"));
    }

    @Test
    void shouldSayThatTheGoldenAudioHasAnotherRate() {
        synthetic.write("golden/audio.wav", GoldenFolder.noise(synthetic.load(), 48_000, 4));
        assertThat(check()).last().satisfies(finding -> {
            assertThat(finding.ok()).isFalse();
            assertThat(finding.detail()).contains("audio.wav", "32000 Hz", "48000 Hz");
        });
    }

    @Test
    void shouldSayThatTheGoldenAudioIsNone() {
        synthetic.write("golden/audio.wav", "noise");
        assertThat(check()).last().satisfies(finding -> {
            assertThat(finding.ok()).isFalse();
            assertThat(finding.detail()).contains("audio.wav", "a WAVE file");
        });
    }

    @Test
    void shouldFindNothingWrongWithAModelOfOneLevelThatBringsItsTextEncoder() {
        synthetic = SyntheticClap.in(directory).seal();
        GoldenFolder.write(synthetic, runtime, List.of("tone3", " a\ntone 5"));
        List<Finding> findings = check();
        assertThat(findings).allMatch(Finding::ok);
        assertThat(findings).extracting(Finding::subject).contains("golden token ids of \" a tone 5\"");
        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(finding.subject() + finding.detail()).doesNotContain("\n"));
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldSayThatAFileIsMissing() throws IOException {
        Files.delete(synthetic.folder().resolve("golden").resolve("scores.f32"));
        List<Finding> findings = check();
        assertThat(findings.get(findings.size() - 1).ok()).isFalse();
        assertThat(findings.get(findings.size() - 1).detail()).contains("scores.f32");
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldSayThatAFileHasAnotherSize() throws IOException {
        Files.write(synthetic.folder().resolve("golden").resolve("logmel.f32"), new byte[40]);
        assertThat(check())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.detail()).contains("logmel.f32", "6 x 96 floats", "10 floats"));
    }

    @Test
    void shouldStopAtABundleThatIsNotWhole() {
        synthetic.write("local.onnx", "other");
        assertThat(check()).singleElement().satisfies(finding -> {
            assertThat(finding.ok()).isFalse();
            assertThat(finding.subject()).isEqualTo("files");
            assertThat(finding.detail()).contains("local.onnx");
        });
    }

    @Test
    void shouldStopAtAGraphThatCannotBeRun() {
        synthetic.write("context.onnx", "other").seal();
        assertThat(check()).last().satisfies(finding -> {
            assertThat(finding.ok()).isFalse();
            assertThat(finding.subject()).isEqualTo("graphs");
            assertThat(finding.detail()).contains("context.onnx");
        });
    }

    private List<Finding> check() {
        return new ModelCheck(runtime, synthetic.loader()).check(synthetic.folder());
    }
}
