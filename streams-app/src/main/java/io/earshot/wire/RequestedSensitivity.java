package io.earshot.wire;

import io.earshot.query.Sensitivity;

/**
 * How readily a query is to fire, as its writer said it: one number on a named scale.
 *
 * @param kind the scale
 * @param value on that scale
 */
public record RequestedSensitivity(Kind kind, double value) {
    /** The scales that a query can be written with. */
    public enum Kind {
        /** A scale that this version does not know. */
        UNKNOWN,
        PROBABILITY,
        RAW_SCORE,
        ALARMS_PER_DAY
    }

    /** Fires at this calibrated score, in (0, 1). */
    public static RequestedSensitivity ofProbability(double probability) {
        return new RequestedSensitivity(Kind.PROBABILITY, probability);
    }

    /** @throws IllegalArgumentException if this version does not know the scale, or the value is not on it */
    Sensitivity toSensitivity() {
        return switch (kind) {
            case PROBABILITY -> Sensitivity.ofProbability(value);
            case RAW_SCORE -> new Sensitivity(Sensitivity.Kind.RAW_SCORE, value);
            case ALARMS_PER_DAY -> Sensitivity.ofAlarmsPerDay(value);
            case UNKNOWN ->
                throw new IllegalArgumentException("the sensitivity has a scale that this version does not know");
        };
    }
}
