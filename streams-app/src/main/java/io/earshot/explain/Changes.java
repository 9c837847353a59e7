package io.earshot.explain;

import io.earshot.calibration.OperatingPoint;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What differs between two queries, in words. */
final class Changes {
    private final List<Change> changes = new ArrayList<>();

    private Changes() {}

    /** @param point at which the first opens */
    static List<Change> between(StandingQuery before, StandingQuery after, OperatingPoint point) {
        Changes found = new Changes();
        found.add(Change.SOURCES, words(before.sources(), "all"), words(after.sources(), "all"));
        found.add(Change.NEGATIVES, words(before.negatives(), "none"), words(after.negatives(), "none"));
        if (!before.rules().sensitivity().equals(after.rules().sensitivity())) {
            found.add(
                    Change.THRESHOLD,
                    number(point.openConfidence()),
                    number(after.rules().openConfidence()));
        }
        found.addRules(before.rules(), after.rules());
        return found.changes;
    }

    private void addRules(DecisionRules before, DecisionRules after) {
        add(Change.CONFIRM, confirmation(before), confirmation(after));
        add(Change.MIN_DURATION, seconds(before.minDuration()), seconds(after.minDuration()));
        add(Change.COOLDOWN, seconds(before.cooldown()), seconds(after.cooldown()));
    }

    private void add(String setting, String from, String to) {
        if (!from.equals(to)) {
            changes.add(new Change(setting, from, to));
        }
    }

    private static String confirmation(DecisionRules rules) {
        return rules.confirmHits() + "/" + rules.confirmHops();
    }

    private static String words(List<String> texts, String none) {
        return texts.isEmpty() ? none : String.join(", ", texts);
    }

    /** As short as it can be read back exactly enough. */
    static String number(double value) {
        return value >= 0.01
                ? String.format(Locale.ROOT, "%.3f", value).replaceFirst("0$", "")
                : String.format(Locale.ROOT, "%.2g", value);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3).replaceFirst("\\.0$", "") + " s";
    }
}
