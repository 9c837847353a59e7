package io.earshot.explain;

import io.earshot.query.DecisionRules;
import io.earshot.query.Form;
import java.util.Locale;

/** What a rule found wanting, in a sentence that names the rule. */
final class RejectionText {
    private RejectionText() {}

    static String of(Rejection rejection, Explained explained) {
        DecisionRules rules = explained.query().rules();
        String by = number(rejection.missedBy());
        return switch (rejection.rule()) {
            case OPEN_CONFIDENCE -> "it never reached the threshold, by " + by + " (OPEN_CONFIDENCE).";
            case NEGATIVES ->
                "the negatives (" + String.join(", ", explained.query().negatives())
                        + ") took it below the threshold, by " + by + " (NEGATIVES).";
            case CONFIRMATION ->
                "too few hops reached the threshold: " + rules.confirmHits() + " of " + rules.confirmHops() + " must, "
                        + by + " were missing (CONFIRMATION).";
            case MIN_DURATION ->
                "it did not last " + Form.TIME.print(rules.minDuration()) + ", by " + by + " s (MIN_DURATION).";
            case COOLDOWN ->
                "it came too soon after an event, by " + by + " s of " + Form.TIME.print(rules.cooldown())
                        + " (COOLDOWN).";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Change.number(value);
    }
}
