package io.earshot.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.feature.LogMel;
import io.earshot.model.Finding;
import io.earshot.model.ModelBundle;
import io.earshot.model.SyntheticBundle;
import io.earshot.query.BackgroundFit;
import io.earshot.scoring.SimilarityScorer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCheckTest {
    private static final int HOPS = 6;
    private static final int MELS = SyntheticBundle.MELS;
    private static final int FRAMES = SyntheticBundle.HOP_FRAMES + SyntheticBundle.OVERLAP_FRAMES;
    private static final float SILENCE = (float) ((Math.log(1e-5) + 4.5) / 5);
    private static final List<String> TEXTS = List.of("tone3", "Tone5 tone6");

    @TempDir
    Path directory;

    private final OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);
    private SyntheticBundle synthetic;

    @BeforeEach
    void writeBundle() throws IOException {
        synthetic = SyntheticBundle.in(directory).seal();
        writeGolden(synthetic.load());
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

    /** The golden files as the encoders make them, hop by hop. */
    private void writeGolden(ModelBundle bundle) throws IOException {
        Files.createDirectories(synthetic.folder().resolve("golden"));
        float[] logMel = new float[HOPS * SyntheticBundle.HOP_FRAMES * MELS];
        Random random = new Random(4);
        for (int i = 0; i < logMel.length; i++) {
            logMel[i] = random.nextFloat();
        }
        List<float[]> tokens = new ArrayList<>();
        List<SegmentEmbedding> segments = new ArrayList<>();
        List<Embedding> queries = new ArrayList<>();
        try (OnnxAudioEncoder audio = new OnnxAudioEncoder(runtime, bundle);
                OnnxTextEncoder text = new OnnxTextEncoder(runtime, bundle)) {
            for (int hop = 0; hop < HOPS; hop++) {
                tokens.add(audio.encodeHop(window(logMel, hop)));
                segments.add(audio.encodeSegment(flat(tokens.subList(Math.max(0, hop - 3), hop + 1))));
            }
            TEXTS.forEach(words -> queries.add(text.encode(words)));
        }
        write("logmel.f32", logMel);
        write("tokens.f32", flat(tokens));
        write(
                "levels.f32",
                flat(segments.stream().map(s -> s.embedding().levels()).toList()));
        write(
                "factors.f32",
                flat(segments.stream().map(s -> s.embedding().factors()).toList()));
        write(
                "token_levels.f32",
                flat(segments.stream().map(s -> twiceIfShort(s.tokenLevels())).toList()));
        writeScores(bundle, segments, queries);
        writeQueries(bundle, queries);
        synthetic.write(
                "golden/tolerances.json", "{\"logmel\": 1e-4, \"tokens\": 1e-4, \"levels\": 1e-4, \"scores\": 1e-4}");
    }

    private void writeScores(ModelBundle bundle, List<SegmentEmbedding> segments, List<Embedding> queries) {
        SimilarityScorer scorer = new SimilarityScorer(bundle.space(), bundle.scoring());
        float[] scores = new float[HOPS * queries.size()];
        float[] confidences = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            Embedding query = queries.get(i % queries.size());
            BackgroundFit fit = bundle.background().fit(query);
            double score = scorer.score(segments.get(i / queries.size()).embedding(), query);
            scores[i] = (float) score;
            confidences[i] = (float) bundle.curve().confidence(score, fit);
        }
        write("scores.f32", scores);
        write("confidences.f32", confidences);
    }

    private void writeQueries(ModelBundle bundle, List<Embedding> queries) {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        for (int q = 0; q < queries.size(); q++) {
            ObjectNode query = list.addObject().put("text", TEXTS.get(q));
            ArrayNode ids = query.putArray("tokenIds");
            for (long id : bundle.tokenizer().tokenize(TEXTS.get(q)).ids()) {
                ids.add(id);
            }
            query.set("levels", mapper.valueToTree(rows(queries.get(q).levels(), MELS)));
            query.set("factors", mapper.valueToTree(rows(queries.get(q).factors(), SyntheticBundle.FACTOR_DIM)));
        }
        synthetic.write("golden/queries.json", list.toString());
    }

    private void write(String file, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        synthetic.write("golden/" + file, bytes.array());
    }

    private static LogMel window(float[] logMel, int hop) {
        float[] values = new float[MELS * FRAMES];
        for (int frame = 0; frame < FRAMES; frame++) {
            int at = hop * SyntheticBundle.HOP_FRAMES - SyntheticBundle.OVERLAP_FRAMES + frame;
            for (int mel = 0; mel < MELS; mel++) {
                values[mel * FRAMES + frame] = at < 0 ? SILENCE : logMel[at * MELS + mel];
            }
        }
        return new LogMel(FRAMES, MELS, values);
    }

    private static float[] twiceIfShort(float[] tokenLevels) {
        return tokenLevels.length == 6 * MELS ? tokenLevels : flat(List.of(tokenLevels, tokenLevels));
    }

    private static List<float[]> rows(float[] values, int width) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += width) {
            rows.add(Arrays.copyOfRange(values, from, from + width));
        }
        return rows;
    }

    private static float[] flat(List<float[]> parts) {
        float[] flat = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, flat, at, part.length);
            at += part.length;
        }
        return flat;
    }
}
