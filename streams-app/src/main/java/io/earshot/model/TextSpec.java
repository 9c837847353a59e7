package io.earshot.model;

import io.earshot.embedding.EmbeddingSpace;
import java.util.List;

/**
 * The frozen text encoder that a model's text heads stand on.
 *
 * @param source where it is
 * @param maxTokens most tokens that it reads, special ones included
 * @param hiddenDim width of its hidden states
 * @param hiddenStates names of the values of its graph that the text heads read, one a level, low to high
 * @param promptTemplates texts with {@code {}} where the query's words go; a query is the mean over them
 */
public record TextSpec(
        TextSource source, int maxTokens, int hiddenDim, List<String> hiddenStates, List<String> promptTemplates) {
    /** The place of the query's words in a template. */
    public static final String PLACE = "{}";

    private static final String GRAPH = "graph";
    private static final String BYTE_PAIR = "bytePair";

    /** The section {@code text} of a manifest. */
    static TextSpec of(StrictJson json, EmbeddingSpace space) {
        List<String> hiddenStates = json.texts("hiddenStates");
        if (hiddenStates.size() != space.levels()) {
            throw json.invalid("hiddenStates", space.levels() + " names", String.valueOf(hiddenStates.size()));
        }
        List<String> templates = json.texts("promptTemplates");
        for (String template : templates) {
            if (!template.contains(PLACE)) {
                throw json.invalid("promptTemplates", "texts with " + PLACE, template);
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
