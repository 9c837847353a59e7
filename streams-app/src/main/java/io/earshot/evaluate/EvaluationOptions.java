package io.earshot.evaluate;

import java.util.List;

/**
 * How to measure.
 *
 * @param prompts a query is made of each text by each of these, {@code {}} standing for the text; scores are averaged
 * @param pool of a clip's segments
 * @param sharesTexts whether a text is right for every clip that has the same words
 * @param threads clips that are encoded at a time; results do not depend on it
 */
public record EvaluationOptions(List<String> prompts, ClipPool pool, boolean sharesTexts, int threads) {
    /** The text as it stands. */
    public static final String PLAIN_PROMPT = CandidateTexts.PLACE;

    /** @throws IllegalArgumentException if there is no prompt, one has no place for the text, or there is no thread */
    public EvaluationOptions {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty() || threads < 1) {
            throw new IllegalArgumentException(
                    prompts.size() + " prompts and " + threads + " threads: one is the least");
        }
        for (String prompt : prompts) {
            if (!prompt.contains(CandidateTexts.PLACE)) {
                throw new IllegalArgumentException(
                        "prompt \"" + prompt + "\" has no " + CandidateTexts.PLACE + ", where the label goes");
            }
        }
    }
}
