package io.earshot.explain;

import io.earshot.decide.RejectionRule;
import io.earshot.query.StandingQuery;
import java.util.Locale;

/** What a rule found missing, in a sentence that names the rule. */
final class RejectionText {
    private RejectionText() {}

    static String of(Rejection rejection, StandingQuery query) {
        RejectionRule rule = rejection.rule();
        String asked = switch (rule) {
            case OPEN_CONFIDENCE -> "";
            case NEGATIVES -> " (" + String.join(", ", query.negatives()) + ")";
            default ->
                rule.rule()
                        .print(query.rules())
                        .map(value -> " (--" + rule.rule() + " " + value + ")")
                        .orElse("");
        };
        return rule.reason() + asked + ", missed by " + number(rejection.missedBy()) + " (" + rule + ").";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Change.number(value);
    }
}
