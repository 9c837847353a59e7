package io.earshot.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.embedding.HalfFloat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tiny bundle that hears: sound in mel band i answers the word {@code tone<i>}. Its local part averages the log-mel of
 * two frames, its context part averages the tokens of the segment, its text encoder knows sixteen tones. The files can be
 * changed before or after {@link #seal}.
 */
public final class SyntheticBundle {
    public static final int MELS = 16;
    public static final int HOP_FRAMES = 6;
    public static final int OVERLAP_FRAMES = 2;
    public static final int CONTEXT_TOKENS = 12;
    public static final int LEVELS = 2;
    public static final int FACTORS = 4;
    public static final int FACTOR_DIM = 4;
    public static final int BACKGROUND_SEGMENTS = 37;
    public static final int HIDDEN = 3;
    public static final int MAX_TOKENS = 8;

    private static final int WINDOW_FRAMES = HOP_FRAMES + OVERLAP_FRAMES;
    private static final int SPECIAL_TOKENS = 4;
    private final Set<String> files =
            new TreeSet<>(List.of("local.onnx", "context.onnx", "text-heads.onnx", "scoring.json", "background.f16"));

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;
    private final Path resources;

    /** What manifest.json will say; change it before {@link #seal}. */
    public final ObjectNode manifest;

    private SyntheticBundle(Path folder, Path resources, ObjectNode manifest) {
        this.folder = folder;
        this.resources = resources;
        this.manifest = manifest;
    }

    /** Writes all files but the manifest into {@code directory/synthetic}. */
    public static SyntheticBundle in(Path directory) {
        try {
            Path folder = Files.createDirectories(directory.resolve("synthetic"));
            Path resources = Files.createDirectories(directory.resolve("resources"));
            SyntheticBundle bundle = new SyntheticBundle(folder, resources, new ObjectMapper().createObjectNode());
            bundle.writeFiles();
            bundle.describe();
            return bundle;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bundle as it should be. */
    public static ModelBundle loaded(Path directory) {
        return in(directory).seal().load();
    }

    public Path folder() {
        return folder;
    }

    /** Replaces a file. */
    public SyntheticBundle write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file. */
    public SyntheticBundle write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file that the manifest will list. */
    public SyntheticBundle add(String name, byte[] bytes) {
        files.add(name);
        return write(name, bytes);
    }

    /** Puts sizes and digests of the files as they are now into the manifest, and writes it. */
    public SyntheticBundle seal() {
        try {
            ObjectNode listed = manifest.putObject("files");
            for (String name : files) {
                Path file = folder.resolve(name);
                listed.putObject(name).put("sha256", Sha256.of(file)).put("bytes", Files.size(file));
            }
            return writeManifest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the manifest as it is. */
    public SyntheticBundle writeManifest() {
        return write("manifest.json", manifest.toPrettyString());
    }

    public ModelBundle load() {
        return ModelBundle.load(folder, loader());
    }

    /** Finds the tiny text encoder. Holds nothing open. */
    public ClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {resources.toUri().toURL()}, null);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeFiles() throws IOException {
        write("local.onnx", localGraph());
        write("context.onnx", contextGraph());
        write("text-heads.onnx", textHeadsGraph());
        write("scoring.json", scoringJson());
        write("background.f16", background());
        Files.write(resources.resolve("tiny-text.onnx"), textGraph());
        Files.writeString(resources.resolve("tiny-tokenizer.json"), tokenizerJson());
    }

    private void describe() throws IOException {
        manifest.put("formatVersion", 1)
                .put("name", "synthetic")
                .put("version", "1")
                .put("licence", "none")
                .put("description", "Hears which mel band is loud.");
        manifest.set("frontEnd", mapper.readTree("""
                {"sampleRateHz": 32000, "preEmphasis": 0.97, "fftSize": 1024, "windowSamples": 800, "hopSamples": 320,
                 "mels": 16, "lowHz": 0, "highHz": 15000, "logFloor": 1e-5, "offset": 4.5, "scale": 5.0}"""));
        manifest.set("grid", mapper.readTree("""
                {"hopFrames": 6, "overlapFrames": 2, "tokenFrames": 2, "contextTokens": 12, "segmentHops": 2}"""));
        manifest.set("space", mapper.readTree("""
                {"levels": 2, "levelDim": 16, "factors": 4, "factorDim": 4, "tokenDim": 16}"""));
        ObjectNode text = manifest.putObject("text");
        text.put("resource", "tiny-text.onnx")
                .put("sha256", Sha256.of(resources.resolve("tiny-text.onnx")))
                .put("tokenizerResource", "tiny-tokenizer.json")
                .put("tokenizerSha256", Sha256.of(resources.resolve("tiny-tokenizer.json")))
                .put("maxTokens", MAX_TOKENS)
                .put("hiddenDim", MELS);
        text.putArray("hiddenStates").add("inner").add("last_hidden_state");
        text.putArray("promptTemplates").add("{}");
        manifest.set("calibration", mapper.readTree("""
                {"zWeight": 1.5, "scoreWeight": 2.0, "bias": -4.0, "backgroundSegments": 37}"""));
        manifest.putObject("training").put("data", "none");
        manifest.putObject("quality");
    }

    /** {@code [B, mels, frames] -> [B, 3, mels]}: the means of two frames each; digital silence becomes 0.1. */
    public static byte[] localGraph() {
        int tokens = HOP_FRAMES / 2;
        float[] means = new float[WINDOW_FRAMES * tokens];
        for (int token = 0; token < tokens; token++) {
            means[(OVERLAP_FRAMES + 2 * token) * tokens + token] = 0.5f;
            means[(OVERLAP_FRAMES + 2 * token + 1) * tokens + token] = 0.5f;
        }
        return new OnnxGraph()
                .floatInput("logmel", "B", MELS, WINDOW_FRAMES)
                .floats("means", means, WINDOW_FRAMES, tokens)
                .floats("above_silence", new float[] {1.5f}, 1)
                .node("MatMul", List.of("logmel", "means"), "bands")
                .node("Transpose", List.of("bands"), "turned", OnnxGraph.Attribute.integers("perm", 0, 2, 1))
                .node("Add", List.of("turned", "above_silence"), "tokens")
                .floatOutput("tokens", "B", tokens, MELS)
                .toBytes();
    }

    /** {@code [B, T, mels]} to the normalised mean of the last six tokens, for each level and, cut up, as factors. */
    public static byte[] contextGraph() {
        OnnxGraph.Attribute lastAxis = OnnxGraph.Attribute.integer("axis", -1);
        return new OnnxGraph()
                .floatInput("tokens", "B", "T", MELS)
                .longs("first", -6)
                .longs("end", Integer.MAX_VALUE)
                .longs("axis", 1)
                .longs("factor_shape", -1, FACTORS, FACTOR_DIM)
                .node("Slice", List.of("tokens", "first", "end", "axis"), "segment")
                .node("LpNormalization", List.of("segment"), "token_levels", lastAxis)
                .node("ReduceMean", List.of("segment"), "mean", OnnxGraph.Attribute.integers("axes", 1))
                .node("LpNormalization", List.of("mean"), "level", lastAxis)
                .node("Concat", List.of("level", "level"), "levels", OnnxGraph.Attribute.integer("axis", 1))
                .node("Reshape", List.of("mean", "factor_shape"), "raw_factors")
                .node("LpNormalization", List.of("raw_factors"), "factors", lastAxis)
                .floatOutput("levels", "B", LEVELS, MELS)
                .floatOutput("factors", "B", FACTORS, FACTOR_DIM)
                .floatOutput("token_levels", "B", "S", MELS)
                .toBytes();
    }

    /** Hidden states of each word: one-hot for the tones, in two sizes. */
    private static byte[] textGraph() {
        int words = SPECIAL_TOKENS + MELS;
        float[] oneHot = new float[words * MELS];
        for (int tone = 0; tone < MELS; tone++) {
            oneHot[(SPECIAL_TOKENS + tone) * MELS + tone] = 1;
        }
        return new OnnxGraph()
                .longInput("input_ids", "B", "N")
                .longInput("attention_mask", "B", "N")
                .longInput("token_type_ids", "B", "N")
                .floats("words", oneHot, words, MELS)
                .node("Gather", List.of("words", "input_ids"), "inner")
                .node("Add", List.of("inner", "inner"), "last_hidden_state")
                .floatOutput("last_hidden_state", "B", "N", MELS)
                .toBytes();
    }

    /** The normalised mean over the words, a little lifted so that no vector is zero. */
    public static byte[] textHeadsGraph() {
        OnnxGraph.Attribute lastAxis = OnnxGraph.Attribute.integer("axis", -1);
        OnnxGraph.Attribute overWords = OnnxGraph.Attribute.integers("axes", 1);
        return new OnnxGraph()
                .floatInput("hidden_0", "B", "N", MELS)
                .floatInput("hidden_1", "B", "N", MELS)
                .longInput("attention_mask", "B", "N")
                .floats("lift", new float[] {0.01f}, 1)
                .longs("factor_shape", -1, FACTORS, FACTOR_DIM)
                .node("ReduceMean", List.of("hidden_0"), "mean_0", overWords)
                .node("ReduceMean", List.of("hidden_1"), "mean_1", overWords)
                .node("Concat", List.of("mean_0", "mean_1"), "means", OnnxGraph.Attribute.integer("axis", 1))
                .node("Add", List.of("means", "lift"), "lifted")
                .node("LpNormalization", List.of("lifted"), "levels", lastAxis)
                .node("Add", List.of("mean_1", "lift"), "lifted_1")
                .node("Reshape", List.of("lifted_1", "factor_shape"), "raw_factors")
                .node("LpNormalization", List.of("raw_factors"), "factors", lastAxis)
                .floatOutput("levels", "B", LEVELS, MELS)
                .floatOutput("factors", "B", FACTORS, FACTOR_DIM)
                .toBytes();
    }

    private String tokenizerJson() throws IOException {
        Map<String, Integer> ids = new TreeMap<>();
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]").forEach(special -> ids.put(special, ids.size()));
        for (int tone = 0; tone < MELS; tone++) {
            ids.put("tone" + tone, SPECIAL_TOKENS + tone);
        }
        return mapper.writeValueAsString(Map.of("model", Map.of("vocab", ids)));
    }

    private static String scoringJson() {
        return """
                {"levelWeights": [0.4, 0.6], "gate": 0.25, "temperature": 0.07,
                 "confidence": {"hidden": 3,
                   "audio": [[0.1, 0.2, 0.3, 0.4], [0.4, -0.3, 0.2, -0.1], [0.5, 0.5, -0.5, 0.5]],
                   "text": [[-0.1, 0.2, 0.3, 0.4], [0.4, 0.3, -0.2, 0.1], [0.5, -0.5, 0.5, 0.5]],
                   "bias": [0.1, 0.0, -0.1],
                   "output": [1.0, -2.0, 3.0]}}""";
    }

    private static byte[] background() {
        Random random = new Random(7);
        ByteBuffer rows = ByteBuffer.allocate(2 * BACKGROUND_SEGMENTS * (LEVELS * MELS + FACTORS * FACTOR_DIM))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int segment = 0; segment < BACKGROUND_SEGMENTS; segment++) {
            for (int level = 0; level < LEVELS; level++) {
                putUnit(random, MELS, rows);
            }
            for (int factor = 0; factor < FACTORS; factor++) {
                putUnit(random, FACTOR_DIM, rows);
            }
        }
        return rows.array();
    }

    private static void putUnit(Random random, int length, ByteBuffer to) {
        double[] values = random.doubles(length, 0.05, 1).toArray();
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        for (double value : values) {
            to.putShort(HalfFloat.toBits((float) (value / Math.sqrt(squares))));
        }
    }
}
