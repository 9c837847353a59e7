package io.earshot.model;

import io.earshot.embedding.EmbeddingSpace;
import java.util.List;

/** The section {@code text} of a manifest. */
final class TextSection {
    private static final String GRAPH = "graph";
    private static final String BYTE_PAIR = "bytePair";

    private TextSection() {}

    static TextSpec read(StrictJson json, EmbeddingSpace space) {
        List<String> hiddenStates = json.texts("hiddenStates");
        if (hiddenStates.size() != space.levels()) {
            throw json.invalid("hiddenStates", space.levels() + " names", String.valueOf(hiddenStates.size()));
        }
        List<String> templates = json.texts("promptTemplates");
        for (String template : templates) {
            if (!template.contains(TextSpec.PLACE)) {
                throw json.invalid("promptTemplates", "texts with " + TextSpec.PLACE, template);
            }
        }
        return new TextSpec(
                json.has(GRAPH) ? own(json) : shared(json),
                json.integer("maxTokens", 3),
                json.integer("hiddenDim", 1),
                hiddenStates,
                templates);
    }

    private static TextSource shared(StrictJson json) {
        return new TextSource.ClassPath(
                json.text("resource"),
                json.text("sha256"),
                json.text("tokenizerResource"),
                json.text("tokenizerSha256"));
    }

    private static TextSource own(StrictJson json) {
        StrictJson tokenizer = json.object("tokenizer");
        String kind = tokenizer.text("kind");
        if (!kind.equals(BYTE_PAIR)) {
            throw tokenizer.invalid("kind", BYTE_PAIR, kind);
        }
        return new TextSource.Bundle(json.text(GRAPH), tokenizer.text("vocabulary"), tokenizer.text("merges"));
    }
}
