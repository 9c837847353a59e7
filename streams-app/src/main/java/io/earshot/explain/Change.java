package io.earshot.explain;

import io.earshot.calibration.OperatingPoint;
import io.earshot.calibration.ReadableNumbers;
import io.earshot.query.DecisionRules;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * One setting of a query, changed.
 *
 * @param setting the option of the command line
 * @param from its value in words
 * @param to its new value in words
 */
public record Change(String setting, String from, String to) {
    /** The differences of two queries. {@code point} is where the first opens, whatever its scale. */
    static List<Change> between(StandingQuery before, StandingQuery after, OperatingPoint point) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change("source", words(before.sources(), "all"), words(after.sources(), "all")));
        changes.add(new Change("not", words(before.negatives(), "none"), words(after.negatives(), "none")));
        if (!before.rules().sensitivity().equals(after.rules().sensitivity())) {
            changes.add(new Change(
                    Rule.THRESHOLD.option(),
                    ReadableNumbers.confidence(point.openConfidence()),
                    ReadableNumbers.confidence(after.rules().openConfidence())));
        }
        changes.removeIf(change -> change.from().equals(change.to()));
        // Another threshold moves the closing confidence too: not a change of its own.
        boolean isMoved = before.rules().openConfidence() != after.rules().openConfidence();
        DecisionRules moved = isMoved ? before.rules().openingAt(after.rules().openConfidence()) : before.rules();
        Rule.SINGLE.stream()
                .filter(rule -> !rule.isSame(moved, after.rules()))
                .forEach(rule -> changes.add(of(rule, before.rules(), after.rules())));
        return changes;
    }

    /** Whether it is a change of the threshold. */
    boolean isOfThreshold() {
        return setting.equals(Rule.THRESHOLD.option());
    }

    /** As a user types it, with the old value. */
    String inWords() {
        return "--" + setting + " " + to + " (was " + from + ")";
    }

    private static Change of(Rule<?> rule, DecisionRules before, DecisionRules after) {
        return new Change(
                rule.option(), rule.print(before).orElse(""), rule.print(after).orElse(""));
    }

    private static String words(List<String> texts, String none) {
        return texts.isEmpty() ? none : String.join(", ", texts);
    }
}
