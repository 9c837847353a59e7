package io.earshot.query;

import java.time.Duration;

/**
 * How a query's confidence in time becomes events.
 *
 * @param openConfidence an event opens when a segment's confidence reaches this, in (0, 1)
 * @param closeConfidence an open event goes on while the confidence is at least this, at most {@code openConfidence}
 * @param mergeGap a sound that comes back within this time is the same event
 * @param minDuration an event opens only when the sound has lasted this long
 * @param maxDuration an event is closed, and a new one may open, after this long
 */
public record DecisionRules(
        double openConfidence, double closeConfidence, Duration mergeGap, Duration minDuration, Duration maxDuration) {
    /** Opens when the sound is more likely there than not. */
    public static final DecisionRules DEFAULT = ofConfidence(0.5);

    /** @throws IllegalArgumentException if a value is out of range; the message names it */
    public DecisionRules {
        require(openConfidence > 0 && openConfidence < 1, "openConfidence", openConfidence, "in (0, 1)");
        require(
                closeConfidence > 0 && closeConfidence <= openConfidence,
                "closeConfidence",
                closeConfidence,
                "in (0, openConfidence]");
        require(!mergeGap.isNegative(), "mergeGap", mergeGap, "not negative");
        require(!minDuration.isNegative(), "minDuration", minDuration, "not negative");
        require(maxDuration.compareTo(minDuration) > 0, "maxDuration", maxDuration, "longer than minDuration");
    }

    /** The default rules, opening at another confidence and closing at 0.6 of it. */
    public static DecisionRules ofConfidence(double openConfidence) {
        return new DecisionRules(
                openConfidence, 0.6 * openConfidence, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(10));
    }

    private static void require(boolean ok, String name, Object value, String range) {
        if (!ok) {
            throw new IllegalArgumentException(name + " " + value + " must be " + range);
        }
    }
}
