package io.earshot.http;

import io.earshot.verdict.Precision;
import io.earshot.verdict.Suggestion;
import io.earshot.verdict.ThresholdSearch;
import java.util.Locale;

/** A suggestion in words, with what it does not know. */
final class SuggestionText {
    private SuggestionText() {}

    /** @param wanted part that should be right, 0 to 1 */
    static String of(Suggestion suggestion, double wanted) {
        return switch (suggestion.outcome()) {
            case TOO_FEW_VERDICTS ->
                String.format(
                        "Too few verdicts: %d of the %d that a suggestion needs.",
                        suggestion.present().judged(), ThresholdSearch.LEAST_VERDICTS);
            case REACHED_ALREADY ->
                String.format(
                        "%s were right at the present threshold. Whether a lower one would do, verdicts cannot say: what it would"
                                + " let through did not fire, so nobody judged it.",
                        share(suggestion.present()));
            case SUGGESTED -> suggested(suggestion);
            case NONE_REACHES_IT ->
                String.format(
                        "No threshold makes %s right and keeps %d judged events. Other words, or words for what it does not"
                                + " mean, may do more than a threshold.",
                        percent(wanted), ThresholdSearch.LEAST_KEPT);
        };
    }

    private static String suggested(Suggestion suggestion) {
        Precision present = suggestion.present();
        Precision kept = suggestion.kept();
        return String.format(
                "At a threshold of %s, %s would have been right (now %s). It would keep %d of the right ones and drop %d of the wrong"
                        + " ones. Fewer may fire if several hops must confirm.",
                plain(suggestion.threshold()),
                share(kept),
                share(present),
                kept.right(),
                Math.max(0, present.wrong() - kept.wrong()));
    }

    private static String share(Precision precision) {
        return precision.right() + " of " + precision.judged();
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private static String plain(double threshold) {
        return Double.toString(threshold);
    }
}
