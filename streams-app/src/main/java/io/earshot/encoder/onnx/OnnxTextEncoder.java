package io.earshot.encoder.onnx;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.encoder.TextEncoder;
import io.earshot.model.ModelBundle;
import io.earshot.model.TextSpec;
import io.earshot.text.TokenizedText;
import io.earshot.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The text encoder of a bundle: a frozen language model, and the heads that were trained on its hidden states. */
public final class OnnxTextEncoder implements TextEncoder {
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
        if (text.isBlank()) {
            throw new IllegalArgumentException("the text is blank");
        }
        List<String> prompts = prompts(text);
        if (prompts.size() == 1) {
            return encodePrompt(prompts.get(0));
        }
        float[] levels = new float[space.levelValues()];
        float[] factors = new float[space.factorValues()];
        for (String prompt : prompts) {
            Embedding embedding = encodePrompt(prompt);
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

    private Embedding encodePrompt(String prompt) {
        TokenizedText tokens = tokenizer.tokenize(prompt);
        int count = tokens.ids().length;
        long[] mask = new long[count];
        Arrays.fill(mask, 1);
        Map<String, float[]> hidden = words.run(wordInputs(tokens.ids(), mask));
        List<HostTensor> inputs = new ArrayList<>();
        for (int level = 0; level < space.levels(); level++) {
            float[] states = words.requireLength(hidden, spec.hiddenStates().get(level), count * spec.hiddenDim());
            inputs.add(HostTensor.of("hidden_" + level, states, 1, count, spec.hiddenDim()));
        }
        inputs.add(HostTensor.of("attention_mask", mask, 1, count));
        return embedding(heads.run(inputs));
    }

    private List<HostTensor> wordInputs(long[] ids, long[] mask) {
        int count = ids.length;
        List<HostTensor> inputs = new ArrayList<>();
        inputs.add(HostTensor.of("input_ids", ids, 1, count));
        inputs.add(HostTensor.of("attention_mask", mask, 1, count));
        if (spec.source().takesTokenTypes()) {
            inputs.add(HostTensor.of("token_type_ids", new long[count], 1, count));
        }
        return inputs;
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
