package io.earshot.model;

import java.util.List;

/**
 * The frozen text encoder that a model's text heads stand on.
 *
 * @param resource its graph on the class path
 * @param sha256 of that graph
 * @param tokenizerResource its tokenizer.json on the class path
 * @param tokenizerSha256 of that tokenizer
 * @param maxTokens most tokens that it reads, special ones included
 * @param hiddenDim width of its hidden states
 * @param hiddenStates names of the inner values of its graph that the text heads read, one a level, low to high
 * @param promptTemplates texts with {@code {}} where the query's words go; a query is the mean over them
 */
public record TextSpec(
        String resource,
        String sha256,
        String tokenizerResource,
        String tokenizerSha256,
        int maxTokens,
        int hiddenDim,
        List<String> hiddenStates,
        List<String> promptTemplates) {
    /** What stands for the query's words in a template. */
    public static final String PLACE = "{}";
}
