package io.earshot.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.audio.WavBytes;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.feature.LogMel;
import io.earshot.model.ModelBundle;
import io.earshot.model.SyntheticBundle;
import io.earshot.query.BackgroundFit;
import io.earshot.scoring.SimilarityScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Writes the golden files of a synthetic bundle as its own front end and encoders make them, hop by hop. */
final class GoldenFolder {
    static final int HOPS = 6;

    private final SyntheticBundle synthetic;
    private final ModelBundle bundle;

    private GoldenFolder(SyntheticBundle synthetic) {
        this.synthetic = synthetic;
        this.bundle = synthetic.load();
    }

    /** Of a sealed bundle and these queries. */
    static void write(SyntheticBundle synthetic, OnnxRuntime runtime, List<String> texts) {
        try {
            Files.createDirectories(synthetic.folder().resolve("golden"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new GoldenFolder(synthetic).write(runtime, texts);
    }

    /** A WAVE file of noise that is as long as the golden hops. */
    static byte[] noise(ModelBundle bundle, int rateHz, int seed) {
        Random random = new Random(seed);
        ByteBuffer pcm =
                ByteBuffer.allocate(2 * HOPS * bundle.grid().hopSamples()).order(ByteOrder.LITTLE_ENDIAN);
        while (pcm.hasRemaining()) {
            pcm.putShort((short) (3_000 * random.nextGaussian()));
        }
        return new WavBytes().format(1, 1, rateHz, 16).data(pcm.array()).bytes();
    }

    private void write(OnnxRuntime runtime, List<String> texts) {
        synthetic.write("golden/audio.wav", noise(bundle, bundle.frontEnd().sampleRateHz(), 4));
        float[] logMel = new GoldenAudio(bundle).logMel(HOPS);
        List<float[]> tokens = new ArrayList<>();
        List<SegmentEmbedding> segments = new ArrayList<>();
        List<Embedding> queries = new ArrayList<>();
        try (OnnxAudioEncoder audio = new OnnxAudioEncoder(runtime, bundle);
                OnnxTextEncoder text = new OnnxTextEncoder(runtime, bundle)) {
            int contextHops = audio.contextTokens() / audio.tokensPerHop();
            for (int hop = 0; hop < HOPS; hop++) {
                tokens.add(audio.encodeHop(window(logMel, hop)));
                segments.add(audio.encodeSegment(flat(tokens.subList(Math.max(0, hop + 1 - contextHops), hop + 1))));
            }
            texts.forEach(words -> queries.add(text.encode(words)));
        }
        write("logmel.f32", logMel);
        write("tokens.f32", flat(tokens));
        write(
                "levels.f32",
                flat(segments.stream().map(s -> s.embedding().levels()).toList()));
        write(
                "factors.f32",
                flat(segments.stream().map(s -> s.embedding().factors()).toList()));
        int placed = bundle.tokens().perSegment() * bundle.space().levelDim();
        write(
                "token_levels.f32",
                flat(segments.stream().map(s -> again(s.tokenLevels(), placed)).toList()));
        writeScores(segments, queries);
        writeQueries(texts, queries);
        synthetic.write(
                "golden/tolerances.json", "{\"logmel\": 1e-4, \"tokens\": 1e-4, \"levels\": 1e-4, \"scores\": 1e-4}");
    }

    private void writeScores(List<SegmentEmbedding> segments, List<Embedding> queries) {
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

    private void writeQueries(List<String> texts, List<Embedding> queries) {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        for (int q = 0; q < queries.size(); q++) {
            ObjectNode query = list.addObject().put("text", texts.get(q));
            ArrayNode ids = query.putArray("tokenIds");
            for (long id : bundle.tokenizer().tokenize(texts.get(q)).ids()) {
                ids.add(id);
            }
            Embedding embedding = queries.get(q);
            query.set(
                    "levels",
                    mapper.valueToTree(rows(embedding.levels(), bundle.space().levelDim())));
            if (bundle.space().factors() > 0) {
                query.set(
                        "factors",
                        mapper.valueToTree(
                                rows(embedding.factors(), bundle.space().factorDim())));
            }
        }
        synthetic.write("golden/queries.json", list.toString());
    }

    private void write(String file, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        synthetic.write("golden/" + file, bytes.array());
    }

    private LogMel window(float[] logMel, int hop) {
        int frames = bundle.grid().windowFrames();
        int mels = bundle.frontEnd().mels();
        float[] values = new float[mels * frames];
        for (int frame = 0; frame < frames; frame++) {
            int at = hop * bundle.grid().hopFrames() - bundle.grid().overlapFrames() + frame;
            for (int mel = 0; mel < mels; mel++) {
                values[mel * frames + frame] = at < 0 ? bundle.frontEnd().silence() : logMel[at * mels + mel];
            }
        }
        return new LogMel(frames, mels, values);
    }

    private static float[] again(float[] tokenLevels, int length) {
        float[] full = new float[length];
        for (int i = 0; i < length; i++) {
            full[i] = tokenLevels[i % tokenLevels.length];
        }
        return full;
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
