package io.earshot.verdict;

/**
 * What verdicts say of a threshold. Nothing changes by itself.
 *
 * @param outcome what was found
 * @param present what was judged at the present threshold
 * @param threshold that is suggested, a confidence from 0 to 1; NaN unless the outcome is SUGGESTED
 * @param kept what of it would still fire at that threshold; none unless the outcome is SUGGESTED
 */
public record Suggestion(Outcome outcome, Precision present, double threshold, Precision kept) {
    /** What was found. */
    public enum Outcome {
        /** Nothing can be said. */
        TOO_FEW_VERDICTS,
        /** Enough is right as it is. */
        REACHED_ALREADY,
        /** A higher threshold reaches what is wanted. */
        SUGGESTED,
        /** No threshold does that keeps enough of the judged events; another wording may. */
        NONE_REACHES_IT
    }

    static Suggestion none(Outcome outcome, Precision present) {
        return new Suggestion(outcome, present, Double.NaN, new Precision(0, 0));
    }
}
