package io.earshot.encoder.onnx;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.embedding.HalfFloat;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.AudioEncoder;
import io.earshot.feature.LogMel;
import io.earshot.model.ModelBundle;
import io.earshot.model.TokenSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The audio encoder of a bundle. */
public final class OnnxAudioEncoder implements AudioEncoder {
    private final EmbeddingSpace space;
    private final TokenSpec tokens;
    private final int mels;
    private final int frames;
    private final OnnxModel local;
    private final OnnxModel context;

    /**
     * @throws io.earshot.model.InvalidModelException if the graphs do not fit the manifest
     * @throws io.earshot.encoder.EncoderException if they cannot be loaded on this machine
     */
    public OnnxAudioEncoder(OnnxRuntime runtime, ModelBundle bundle) {
        this.space = bundle.space();
        this.tokens = bundle.tokens();
        this.mels = bundle.frontEnd().mels();
        this.frames = bundle.grid().windowFrames();
        this.local = openLocal(runtime, bundle);
        try {
            this.context = openContext(runtime, bundle);
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    @Override
    public EmbeddingSpace space() {
        return space;
    }

    @Override
    public int tokenDim() {
        return tokens.dim();
    }

    @Override
    public int tokensPerHop() {
        return tokens.perHop();
    }

    @Override
    public int contextTokens() {
        return tokens.context();
    }

    @Override
    public float[] encodeHop(LogMel hop) {
        return encodeHops(List.of(hop)).get(0);
    }

    @Override
    public SegmentEmbedding encodeSegment(float[] cached) {
        int count = requireTokenCount(cached);
        Map<String, float[]> outputs = context.run(List.of(HostTensor.of("tokens", cached, 1, count, tokens.dim())));
        float[] levels = context.requireLength(outputs, "levels", space.levelValues());
        float[] factors =
                space.factors() == 0 ? new float[0] : context.requireLength(outputs, "factors", space.factorValues());
        int placed = Math.min(count, tokens.perSegment());
        HalfFloat.roundAll(levels);
        HalfFloat.roundAll(factors);
        float[] tokenLevels = context.requireLength(outputs, "token_levels", placed * space.levelDim());
        return new SegmentEmbedding(new Embedding(levels, factors), tokenLevels);
    }

    @Override
    public List<float[]> encodeHops(List<LogMel> hops) {
        float[] batch = new float[hops.size() * mels * frames];
        for (int i = 0; i < hops.size(); i++) {
            System.arraycopy(requireHop(hops.get(i)), 0, batch, i * mels * frames, mels * frames);
        }
        Map<String, float[]> outputs = local.run(List.of(HostTensor.of("logmel", batch, hops.size(), mels, frames)));
        int length = tokens.perHop() * tokens.dim();
        float[] values = local.requireLength(outputs, "tokens", hops.size() * length);
        HalfFloat.roundAll(values);
        return parts(values, length, hops.size());
    }

    private static List<float[]> parts(float[] values, int length, int count) {
        return IntStream.range(0, count).mapToObj(i -> part(values, length, i)).toList();
    }

    /** Of a batch's values, laid one after the other, those of one. */
    static float[] part(float[] values, int length, int number) {
        return Arrays.copyOfRange(values, number * length, (number + 1) * length);
    }

    @Override
    public void close() {
        context.close();
        local.close();
    }

    private float[] requireHop(LogMel hop) {
        if (hop.mels() != mels || hop.frames() != frames || hop.values().length != mels * frames) {
            throw new IllegalArgumentException("log-mel of " + hop.mels() + " x " + hop.frames() + " frames with "
                    + hop.values().length + " values, the encoder needs " + mels + " x " + frames);
        }
        return hop.values();
    }

    private int requireTokenCount(float[] cached) {
        int hop = tokens.perHop() * tokens.dim();
        if (cached.length == 0 || cached.length % hop != 0 || cached.length > tokens.context() * tokens.dim()) {
            throw new IllegalArgumentException(cached.length + " token values, the encoder needs a multiple of " + hop
                    + " up to " + tokens.context() * tokens.dim());
        }
        return cached.length / tokens.dim();
    }

    private static OnnxModel openLocal(OnnxRuntime runtime, ModelBundle bundle) {
        TokenSpec tokens = bundle.tokens();
        return new OnnxModel(
                runtime,
                bundle.path(ModelBundle.LOCAL_GRAPH).toString(),
                bundle.read(ModelBundle.LOCAL_GRAPH),
                List.of(TensorSpec.floats(
                        "logmel", bundle.frontEnd().mels(), bundle.grid().windowFrames())),
                List.of(TensorSpec.floats("tokens", tokens.perHop(), tokens.dim())));
    }

    private static OnnxModel openContext(OnnxRuntime runtime, ModelBundle bundle) {
        EmbeddingSpace space = bundle.space();
        List<TensorSpec> outputs = new ArrayList<>(embeddingOutputs(space));
        outputs.add(TensorSpec.floats("token_levels", TensorSpec.ANY, space.levelDim()));
        return new OnnxModel(
                runtime,
                bundle.path(ModelBundle.CONTEXT_GRAPH).toString(),
                bundle.read(ModelBundle.CONTEXT_GRAPH),
                List.of(TensorSpec.floats(
                        "tokens", TensorSpec.ANY, bundle.tokens().dim())),
                outputs);
    }

    /** The outputs that both streams end in. */
    static List<TensorSpec> embeddingOutputs(EmbeddingSpace space) {
        TensorSpec levels = TensorSpec.floats("levels", space.levels(), space.levelDim());
        TensorSpec factors = TensorSpec.floats("factors", space.factors(), space.factorDim());
        return space.factors() == 0 ? List.of(levels) : List.of(levels, factors);
    }
}
