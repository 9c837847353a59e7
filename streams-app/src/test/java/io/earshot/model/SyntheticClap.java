package io.earshot.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.embedding.HalfFloat;
import io.earshot.text.TinyBytePairs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A tiny bundle of the shape that models/export gives a CLAP checkpoint: Slaney's front end at 48 kHz, one level, no
 * factors, log-mel frames as tokens, and a byte-pair text encoder of its own. Sound in mel band i answers {@code tone<i>},
 * for i from 0 to 9.
 */
public final class SyntheticClap {
    public static final int MELS = 16;
    public static final int HOP_FRAMES = 6;
    public static final int CONTEXT_TOKENS = 12;

    private static final int BACKGROUND_SEGMENTS = 9;
    private static final int HOP_TOKENS = 3;
    private static final int TOKEN_FRAMES = HOP_FRAMES / HOP_TOKENS;
    private static final int TOKEN_DIM = TOKEN_FRAMES * MELS;
    private static final OnnxGraph.Attribute LAST_AXIS = OnnxGraph.Attribute.integer("axis", -1);

    private SyntheticClap() {}

    /** Writes all files but the manifest into {@code directory/synthetic}. */
    public static SyntheticBundle in(Path directory) {
        SyntheticBundle bundle = SyntheticBundle.in(directory)
                .write("local.onnx", localGraph())
                .write("context.onnx", contextGraph())
                .write("text-heads.onnx", textHeadsGraph())
                .write("scoring.json", "{\"levelWeights\": [1.0], \"gate\": 0.0, \"temperature\": 0.07}")
                .write("background.f16", background())
                .add("text.onnx", textGraph())
                .add("vocab.json", TinyBytePairs.vocabulary())
                .add("merges.txt", TinyBytePairs.merges());
        try {
            describe(bundle.manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return bundle;
    }

    private static void describe(ObjectNode manifest) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        manifest.set("frontEnd", mapper.readTree("""
                {"kind": "slaney", "sampleRateHz": 48000, "fftSize": 1024, "windowSamples": 1024, "hopSamples": 480,
                 "mels": 16, "lowHz": 50, "highHz": 14000, "logFloor": 1e-10}"""));
        manifest.set("grid", mapper.readTree("""
                {"hopFrames": 6, "overlapFrames": 0, "tokenFrames": 2, "contextTokens": 12, "segmentHops": 4}"""));
        manifest.set("space", mapper.readTree("""
                {"levels": 1, "levelDim": 16, "factors": 0, "factorDim": 0, "tokenDim": 32}"""));
        manifest.set("text", mapper.readTree("""
                {"graph": "text.onnx", "tokenizer": {"kind": "bytePair", "vocabulary": "vocab.json", "merges": "merges.txt"},
                 "maxTokens": 8, "hiddenDim": 16, "hiddenStates": ["last_hidden_state"], "promptTemplates": ["{}"]}"""));
        manifest.set("calibration", mapper.readTree("""
                {"zWeight": 0.0, "scoreWeight": 20.0, "bias": -12.0, "backgroundSegments": 9}"""));
    }

    /** {@code [B, mels, frames] -> [B, 3, 2 mels]}: the frames themselves, dB / 40 + 1. */
    private static byte[] localGraph() {
        return new OnnxGraph()
                .floatInput("logmel", "B", MELS, HOP_FRAMES)
                .floats("scale", new float[] {1 / 40f}, 1)
                .floats("one", new float[] {1}, 1)
                .longs("shape", -1, HOP_TOKENS, TOKEN_DIM)
                .node("Transpose", List.of("logmel"), "frames", OnnxGraph.Attribute.integers("perm", 0, 2, 1))
                .node("Reshape", List.of("frames", "shape"), "cut")
                .node("Mul", List.of("cut", "scale"), "scaled")
                .node("Add", List.of("scaled", "one"), "tokens")
                .floatOutput("tokens", "B", HOP_TOKENS, TOKEN_DIM)
                .toBytes();
    }

    /** {@code [B, T, 2 mels]} to what is above -40 dB on the mean of all frames, and in each token. */
    private static byte[] contextGraph() {
        float[] sumOfFrames = new float[TOKEN_DIM * MELS];
        for (int i = 0; i < TOKEN_DIM; i++) {
            sumOfFrames[i * MELS + i % MELS] = 1;
        }
        return new OnnxGraph()
                .floatInput("tokens", "B", "T", TOKEN_DIM)
                .floats("sum_of_frames", sumOfFrames, TOKEN_DIM, MELS)
                .floats("lift", new float[] {0.01f}, 1)
                .node("MatMul", List.of("tokens", "sum_of_frames"), "bands")
                .node("Relu", List.of("bands"), "loud")
                .node("Add", List.of("loud", "lift"), "lifted")
                .node("LpNormalization", List.of("lifted"), "token_levels", LAST_AXIS)
                .node("ReduceMean", List.of("lifted"), "mean", OnnxGraph.Attribute.integers("axes", 1))
                .node("LpNormalization", List.of("mean"), "levels", LAST_AXIS)
                .floatOutput("levels", "B", 1, MELS)
                .floatOutput("token_levels", "B", "S", MELS)
                .toBytes();
    }

    /** Hidden states of each piece: one-hot for the digits. */
    private static byte[] textGraph() {
        float[] oneHot = new float[TinyBytePairs.size() * MELS];
        for (int tone = 0; tone < 10; tone++) {
            oneHot[TinyBytePairs.id(String.valueOf(tone)) * MELS + tone] = 1;
        }
        return new OnnxGraph()
                .longInput("input_ids", "B", "N")
                .longInput("attention_mask", "B", "N")
                .floats("pieces", oneHot, TinyBytePairs.size(), MELS)
                .node("Gather", List.of("pieces", "input_ids"), "last_hidden_state")
                .floatOutput("last_hidden_state", "B", "N", MELS)
                .toBytes();
    }

    private static byte[] textHeadsGraph() {
        return new OnnxGraph()
                .floatInput("hidden_0", "B", "N", MELS)
                .longInput("attention_mask", "B", "N")
                .floats("lift", new float[] {0.001f}, 1)
                .node("ReduceMean", List.of("hidden_0"), "mean", OnnxGraph.Attribute.integers("axes", 1))
                .node("Add", List.of("mean", "lift"), "lifted")
                .node("LpNormalization", List.of("lifted"), "levels", LAST_AXIS)
                .floatOutput("levels", "B", 1, MELS)
                .toBytes();
    }

    private static byte[] background() {
        Random random = new Random(5);
        ByteBuffer rows = ByteBuffer.allocate(2 * BACKGROUND_SEGMENTS * MELS).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < BACKGROUND_SEGMENTS * MELS; i++) {
            rows.putShort(HalfFloat.toBits(0.2f + 0.1f * random.nextFloat()));
        }
        return rows.array();
    }
}
