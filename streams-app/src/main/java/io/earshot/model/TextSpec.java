package io.earshot.model;

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
    /** What stands for the query's words in a template. */
    public static final String PLACE = "{}";
}
