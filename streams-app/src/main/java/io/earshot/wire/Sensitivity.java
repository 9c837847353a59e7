package io.earshot.wire;

/**
 * How readily a query is to fire: one number on a named scale.
 *
 * @param kind the scale
 * @param value on that scale
 */
public record Sensitivity(Kind kind, double value) {
    /** The scales that a query can be written with. */
    public enum Kind {
        /** A scale that this version does not know. */
        UNKNOWN,
        PROBABILITY,
        RAW_SCORE,
        ALARMS_PER_DAY
    }

    /** Fires at this calibrated score, in (0, 1). */
    public static Sensitivity ofProbability(double probability) {
        return new Sensitivity(Kind.PROBABILITY, probability);
    }
}
