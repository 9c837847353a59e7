package io.earshot.encoder.onnx;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.encoder.TextEncoder;
import io.earshot.model.ModelBundle;
import io.earshot.model.TextSpec;
import io.earshot.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text encoder of a bundle: a frozen language model, and the heads that were trained on its hidden states. */
public final class OnnxTextEncoder implements TextEncoder {
    /** More are hardly faster. */
    private static final int MOST_TOGETHER = 16;

    private final EmbeddingSpace space;
    private final TextSpec spec;
    private final Tokenizer tokenizer;
    private final OnnxModel words;
    private final OnnxModel heads;

    /**
     * @throws io.earshot.model.InvalidModelException if the graphs do not fit the manifest
     * @throws io.earshot.encoder.EncoderException if they cannot be loaded on this machine
     */
    public OnnxTextEncoder(OnnxRuntime runtime, ModelBundle bundle) {
        this.space = bundle.space();
        this.spec = bundle.text();
        this.tokenizer = bundle.tokenizer();
        this.words = openWords(runtime, bundle);
        try {
            this.heads = openHeads(runtime, bundle);
        } catch (RuntimeException e) {
            words.close();
            throw e;
        }
    }

    @Override
    public EmbeddingSpace space() {
        return space;
    }

    @Override
    public Embedding encode(String text) {
        return encodeAll(List.of(text)).get(0);
    }

    @Override
    public List<Embedding> encodeAll(List<String> texts) {
        List<String> prompts = texts.stream()
                .flatMap(text -> prompts(requireWords(text)).stream())
                .toList();
        List<Embedding> encoded = encodePrompts(prompts);
        int each = spec.promptTemplates().size();
        return IntStream.range(0, texts.size())
                .mapToObj(text -> mean(encoded.subList(text * each, (text + 1) * each)))
                .toList();
    }

    private static String requireWords(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the text is blank");
        }
        return text;
    }

    /** Of the prompts of one text. */
    private Embedding mean(List<Embedding> prompts) {
        if (prompts.size() == 1) {
            return prompts.get(0);
        }
        float[] levels = new float[space.levelValues()];
        float[] factors = new float[space.factorValues()];
        for (Embedding embedding : prompts) {
            UnitVectors.add(embedding.levels(), levels);
            UnitVectors.add(embedding.factors(), factors);
        }
        UnitVectors.normalise(levels, space.levelDim());
        UnitVectors.scale(factors, 1f / prompts.size());
        return new Embedding(levels, factors);
    }

    @Override
    public boolean truncates(String text) {
        return prompts(text).stream()
                .anyMatch(prompt -> tokenizer.tokenize(prompt).truncated());
    }

    @Override
    public void close() {
        heads.close();
        words.close();
    }

    private List<String> prompts(String text) {
        return spec.promptTemplates().stream()
                .map(template -> template.replace(TextSpec.PLACE, text))
                .toList();
    }

    /** Those of equally many tokens together, so that none needs padding, which would change its embedding. */
    private List<Embedding> encodePrompts(List<String> prompts) {
        List<long[]> ids =
                prompts.stream().map(prompt -> tokenizer.tokenize(prompt).ids()).toList();
        Map<Integer, List<Integer>> byLength =
                IntStream.range(0, ids.size()).boxed().collect(Collectors.groupingBy(i -> ids.get(i).length));
        Embedding[] embeddings = new Embedding[ids.size()];
        for (List<Integer> alike : byLength.values()) {
            for (int from = 0; from < alike.size(); from += MOST_TOGETHER) {
                List<Integer> some = alike.subList(from, Math.min(from + MOST_TOGETHER, alike.size()));
                List<Embedding> encoded =
                        encodeTokens(some.stream().map(ids::get).toList());
                for (int i = 0; i < some.size(); i++) {
                    embeddings[some.get(i)] = encoded.get(i);
                }
            }
        }
        return List.of(embeddings);
    }

    /** @param ids of prompts with equally many tokens */
    private List<Embedding> encodeTokens(List<long[]> ids) {
        int size = ids.size();
        int count = ids.get(0).length;
        long[] flat = ids.stream().flatMapToLong(Arrays::stream).toArray();
        Map<String, float[]> hidden = words.run(wordInputs(flat, size));
        List<float[]> states = spec.hiddenStates().stream()
                .map(name -> words.requireLength(hidden, name, size * count * spec.hiddenDim()))
                .toList();
        return IntStream.range(0, size)
                .mapToObj(number -> read(states, number, count))
                .toList();
    }

    /** The heads read one text at a time: of several they give other last bits, and they take little time. */
    private Embedding read(List<float[]> states, int number, int count) {
        List<HostTensor> inputs = new ArrayList<>();
        for (int level = 0; level < space.levels(); level++) {
            float[] own = OnnxAudioEncoder.part(states.get(level), count * spec.hiddenDim(), number);
            inputs.add(HostTensor.of("hidden_" + level, own, 1, count, spec.hiddenDim()));
        }
        inputs.add(attentionMask(1, count));
        return embedding(heads.run(inputs));
    }

    private List<HostTensor> wordInputs(long[] ids, int size) {
        int count = ids.length / size;
        List<HostTensor> inputs = new ArrayList<>();
        inputs.add(HostTensor.of("input_ids", ids, size, count));
        inputs.add(attentionMask(size, count));
        if (spec.source().takesTokenTypes()) {
            inputs.add(HostTensor.of("token_type_ids", new long[ids.length], size, count));
        }
        return inputs;
    }

    /** None of the tokens is padding. */
    private static HostTensor attentionMask(int size, int count) {
        long[] mask = new long[size * count];
        Arrays.fill(mask, 1);
        return HostTensor.of("attention_mask", mask, size, count);
    }

    private Embedding embedding(Map<String, float[]> outputs) {
        float[] levels = heads.requireLength(outputs, "levels", space.levelValues());
        float[] factors =
                space.factors() == 0 ? new float[0] : heads.requireLength(outputs, "factors", space.factorValues());
        return new Embedding(levels, factors);
    }

    private static OnnxModel openWords(OnnxRuntime runtime, ModelBundle bundle) {
        TextSpec spec = bundle.text();
        List<TensorSpec> outputs = spec.hiddenStates().stream()
                .distinct()
                .map(name -> TensorSpec.floats(name, TensorSpec.ANY, spec.hiddenDim()))
                .toList();
        List<TensorSpec> inputs = new ArrayList<>();
        inputs.add(TensorSpec.longs("input_ids", TensorSpec.ANY));
        inputs.add(TensorSpec.longs("attention_mask", TensorSpec.ANY));
        if (spec.source().takesTokenTypes()) {
            inputs.add(TensorSpec.longs("token_type_ids", TensorSpec.ANY));
        }
        return new OnnxModel(
                runtime,
                spec.source().graph(),
                ExposedGraph.withOutputs(bundle.readTextGraph(), spec.hiddenStates()),
                inputs,
                outputs);
    }

    private static OnnxModel openHeads(OnnxRuntime runtime, ModelBundle bundle) {
        List<TensorSpec> inputs = new ArrayList<>();
        for (int level = 0; level < bundle.space().levels(); level++) {
            inputs.add(TensorSpec.floats(
                    "hidden_" + level, TensorSpec.ANY, bundle.text().hiddenDim()));
        }
        inputs.add(TensorSpec.longs("attention_mask", TensorSpec.ANY));
        return new OnnxModel(
                runtime,
                bundle.path(ModelBundle.TEXT_HEADS_GRAPH).toString(),
                bundle.read(ModelBundle.TEXT_HEADS_GRAPH),
                inputs,
                OnnxAudioEncoder.embeddingOutputs(bundle.space()));
    }
}
