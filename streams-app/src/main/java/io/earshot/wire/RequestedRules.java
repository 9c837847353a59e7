package io.earshot.wire;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a query's writer said of its rules; what is empty takes the default of {@link DecisionRules}.
 *
 * @param openConfidence see {@link DecisionRules}
 * @param closeConfidence see {@link DecisionRules}
 * @param confirmHits see {@link DecisionRules}; empty: 1
 * @param confirmHops see {@link DecisionRules}; empty: confirmHits
 * @param mergeGapSeconds see {@link DecisionRules}
 * @param minDurationSeconds see {@link DecisionRules}
 * @param maxDurationSeconds see {@link DecisionRules}
 * @param cooldownSeconds see {@link DecisionRules}
 */
public record RequestedRules(
        OptionalDouble openConfidence,
        OptionalDouble closeConfidence,
        OptionalInt confirmHits,
        OptionalInt confirmHops,
        OptionalDouble mergeGapSeconds,
        OptionalDouble minDurationSeconds,
        OptionalDouble maxDurationSeconds,
        OptionalDouble cooldownSeconds) {
    /** Nothing was said. */
    public static final RequestedRules NONE = new RequestedRules(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    private static final double NANOS = 1e9;
    private static final double MAX_SECONDS = 1e9;

    /** Everything is said, but for the opening confidence where it is the default sensitivity's own. */
    public static RequestedRules of(DecisionRules rules) {
        boolean byDefault = rules.sensitivity().kind() == Sensitivity.Kind.DEFAULT;
        return new RequestedRules(
                byDefault ? OptionalDouble.empty() : OptionalDouble.of(rules.openConfidence()),
                OptionalDouble.of(rules.closeConfidence()),
                OptionalInt.of(rules.confirmHits()),
                OptionalInt.of(rules.confirmHops()),
                OptionalDouble.of(seconds(rules.mergeGap())),
                OptionalDouble.of(seconds(rules.minDuration())),
                OptionalDouble.of(seconds(rules.maxDuration())),
                OptionalDouble.of(seconds(rules.cooldown())));
    }

    /** How readily the query is to fire, as {@link DecisionRules} say it; empty: as readily as by default. */
    public static Optional<RequestedSensitivity> sensitivityOf(DecisionRules rules) {
        double value = rules.sensitivity().value();
        return switch (rules.sensitivity().kind()) {
            case DEFAULT -> Optional.empty();
            case PROBABILITY -> Optional.of(RequestedSensitivity.ofProbability(rules.openConfidence()));
            case RAW_SCORE -> Optional.of(new RequestedSensitivity(RequestedSensitivity.Kind.RAW_SCORE, value));
            case ALARMS_PER_DAY ->
                Optional.of(new RequestedSensitivity(RequestedSensitivity.Kind.ALARMS_PER_DAY, value));
        };
    }

    /**
     * The rules in full. An opening confidence goes before a probability; of the other scales it is where the query
     * opens until they can be used.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public DecisionRules with(Optional<RequestedSensitivity> requested) {
        Optional<Sensitivity> sensitivity = requested.map(RequestedSensitivity::toSensitivity);
        double open = openConfidence.orElse(defaultOpenConfidence(sensitivity));
        DecisionRules defaults = DecisionRules.ofConfidence(open);
        int hits = confirmHits.orElse(1);
        return new DecisionRules(
                sensitivity(sensitivity, open),
                open,
                closeConfidence.orElse(defaults.closeConfidence()),
                hits,
                confirmHops.orElse(hits),
                duration(mergeGapSeconds, defaults.mergeGap(), "mergeGapSeconds"),
                duration(minDurationSeconds, defaults.minDuration(), "minDurationSeconds"),
                duration(maxDurationSeconds, defaults.maxDuration(), "maxDurationSeconds"),
                duration(cooldownSeconds, defaults.cooldown(), "cooldownSeconds"));
    }

    private Sensitivity sensitivity(Optional<Sensitivity> said, double open) {
        if (said.isEmpty() && openConfidence.isEmpty()) {
            return Sensitivity.DEFAULT;
        }
        return said.filter(s -> s.kind() != Sensitivity.Kind.PROBABILITY)
                .orElseGet(() -> Sensitivity.ofProbability(open));
    }

    private static double defaultOpenConfidence(Optional<Sensitivity> sensitivity) {
        return sensitivity
                .filter(said -> said.kind() == Sensitivity.Kind.PROBABILITY)
                .map(Sensitivity::value)
                .orElse(DecisionRules.DEFAULT.openConfidence());
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
