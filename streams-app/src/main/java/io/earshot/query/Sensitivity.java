package io.earshot.query;

/**
 * How readily a query fires: one number on a named scale.
 *
 * @param kind the scale
 * @param value on that scale
 */
public record Sensitivity(Kind kind, double value) {
    /** Most alarms a day of a query whose writer asks for nothing else. */
    public static final double DEFAULT_ALARMS_PER_DAY = 10;

    /** Most alarms a day that can be asked for: about one at each hop. */
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
        /** At as many alarms a day on sound that the query is not about. */
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
