package io.earshot.query;

/**
 * How readily a query fires: one number on a named scale.
 *
 * @param kind the scale
 * @param value on that scale
 */
public record Sensitivity(Kind kind, double value) {
    /** Default limit of alarms per day. */
    public static final double DEFAULT_ALARMS_PER_DAY = 10;

    /** Greatest rate of alarms per day: about one at each hop. */
    public static final double MAX_ALARMS_PER_DAY = 90_000;

    /** The rules' opening confidence, or more where a source's background alone would alarm more often than this. */
    public static final Sensitivity DEFAULT = new Sensitivity(Kind.DEFAULT, DEFAULT_ALARMS_PER_DAY);

    /** The scales. */
    public enum Kind {
        /** At the rules' opening confidence, but at most {@code value} alarms a day on a source's own background. */
        DEFAULT,
        /** At this calibrated score, in (0, 1). */
        PROBABILITY,
        /** At this similarity before calibration, in [-1, 1]. */
        RAW_SCORE,
        /** At this rate of alarms per day on a source's own background. */
        ALARMS_PER_DAY
    }

    /** @throws IllegalArgumentException if the value is not on the scale; the message names it */
    public Sensitivity {
        Rule.ofScale(kind == Kind.DEFAULT ? Kind.ALARMS_PER_DAY : kind).checked(value);
    }

    /** Fires at this calibrated score, in (0, 1). */
    public static Sensitivity ofProbability(double probability) {
        return new Sensitivity(Kind.PROBABILITY, probability);
    }

    /** Fires as often as this on sound that the query is not about. */
    public static Sensitivity ofAlarmsPerDay(double alarmsPerDay) {
        return new Sensitivity(Kind.ALARMS_PER_DAY, alarmsPerDay);
    }
}
