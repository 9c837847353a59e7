package io.earshot.wire;

import io.earshot.query.DecisionRules;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a query's writer said of its rules; what is empty takes the default of {@link DecisionRules}.
 *
 * @param openConfidence see {@link DecisionRules}
 * @param closeConfidence see {@link DecisionRules}
 * @param mergeGapSeconds see {@link DecisionRules}
 * @param minDurationSeconds see {@link DecisionRules}
 * @param maxDurationSeconds see {@link DecisionRules}
 */
public record RequestedRules(
        OptionalDouble openConfidence,
        OptionalDouble closeConfidence,
        OptionalDouble mergeGapSeconds,
        OptionalDouble minDurationSeconds,
        OptionalDouble maxDurationSeconds) {
    /** Nothing was said. */
    public static final RequestedRules NONE = new RequestedRules(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    private static final double NANOS = 1e9;
    private static final double MAX_SECONDS = 1e9;

    /** Everything is said. */
    public static RequestedRules of(DecisionRules rules) {
        return new RequestedRules(
                OptionalDouble.of(rules.openConfidence()),
                OptionalDouble.of(rules.closeConfidence()),
                OptionalDouble.of(seconds(rules.mergeGap())),
                OptionalDouble.of(seconds(rules.minDuration())),
                OptionalDouble.of(seconds(rules.maxDuration())));
    }

    /**
     * The rules in full.
     *
     * @param defaultOpenConfidence where {@link #openConfidence} is empty
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public DecisionRules over(double defaultOpenConfidence) {
        DecisionRules defaults = DecisionRules.ofConfidence(openConfidence.orElse(defaultOpenConfidence));
        return new DecisionRules(
                defaults.openConfidence(),
                closeConfidence.orElse(defaults.closeConfidence()),
                duration(mergeGapSeconds, defaults.mergeGap(), "mergeGapSeconds"),
                duration(minDurationSeconds, defaults.minDuration(), "minDurationSeconds"),
                duration(maxDurationSeconds, defaults.maxDuration(), "maxDurationSeconds"));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    private static Duration duration(OptionalDouble seconds, Duration byDefault, String name) {
        if (seconds.isEmpty()) {
            return byDefault;
        }
        double value = seconds.getAsDouble();
        if (!(value >= 0 && value <= MAX_SECONDS)) {
            throw new IllegalArgumentException(name + " " + value + " must be in [0, " + MAX_SECONDS + "]");
        }
        long whole = (long) value;
        return Duration.ofSeconds(whole, Math.round((value - whole) * NANOS));
    }
}
