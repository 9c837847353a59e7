package io.earshot.query;

import java.time.Duration;

/**
 * How a query's confidence in time becomes events.
 *
 * @param sensitivity how readily it opens
 * @param openConfidence an event opens when a segment's confidence reaches this, in (0, 1), wherever the sensitivity
 *     leaves that to the model
 * @param closeConfidence an open event goes on while the confidence is at least this, at most {@code openConfidence};
 *     where a source's background moves the opening, the closing moves in proportion
 * @param confirmHits an event opens only when this many of the last {@code confirmHops} hops reached the opening
 *     confidence
 * @param confirmHops see {@code confirmHits}
 * @param mergeGap a sound that comes back within this time is the same event
 * @param minDuration an event opens only when the sound has lasted this long
 * @param maxDuration an event is closed, and a new one may open, after this long
 * @param cooldown after an event's end, none opens on the same source for this long
 */
public record DecisionRules(
        Sensitivity sensitivity,
        double openConfidence,
        double closeConfidence,
        int confirmHits,
        int confirmHops,
        Duration mergeGap,
        Duration minDuration,
        Duration maxDuration,
        Duration cooldown) {
    /** Most hops over which a sound may have to be confirmed. */
    public static final int MAX_CONFIRM_HOPS = 32;

    private static final double CLOSE_PART = 0.6;

    /** Opens when the sound is more likely there than not, and not more often than the default sensitivity allows. */
    public static final DecisionRules DEFAULT = ofConfidence(0.5).withSensitivity(Sensitivity.DEFAULT);

    /** @throws IllegalArgumentException if a value is out of range; the message names it */
    public DecisionRules {
        requireOpen(openConfidence);
        require(
                closeConfidence > 0 && closeConfidence <= openConfidence,
                "closeConfidence",
                closeConfidence,
                "in (0, openConfidence]");
        require(
                confirmHops >= 1 && confirmHops <= MAX_CONFIRM_HOPS,
                "confirmHops",
                confirmHops,
                "in 1 to " + MAX_CONFIRM_HOPS);
        require(confirmHits >= 1 && confirmHits <= confirmHops, "confirmHits", confirmHits, "in 1 to confirmHops");
        require(!mergeGap.isNegative(), "mergeGap", mergeGap, "not negative");
        require(!minDuration.isNegative(), "minDuration", minDuration, "not negative");
        require(maxDuration.compareTo(minDuration) > 0, "maxDuration", maxDuration, "longer than minDuration");
        require(!cooldown.isNegative(), "cooldown", cooldown, "not negative");
    }

    /** Rules that open at a probability which the user names, with no confirmation and no cooldown. */
    public DecisionRules(
            double openConfidence,
            double closeConfidence,
            Duration mergeGap,
            Duration minDuration,
            Duration maxDuration) {
        this(
                Sensitivity.ofProbability(requireOpen(openConfidence)),
                openConfidence,
                closeConfidence,
                1,
                1,
                mergeGap,
                minDuration,
                maxDuration,
                Duration.ZERO);
    }

    /** The default rules, opening at a probability that the user names and closing at 0.6 of it. */
    public static DecisionRules ofConfidence(double openConfidence) {
        return new DecisionRules(
                openConfidence,
                CLOSE_PART * openConfidence,
                Duration.ofSeconds(2),
                Duration.ZERO,
                Duration.ofMinutes(10));
    }

    /** These rules with another sensitivity. */
    public DecisionRules withSensitivity(Sensitivity other) {
        return new DecisionRules(
                other,
                openConfidence,
                closeConfidence,
                confirmHits,
                confirmHops,
                mergeGap,
                minDuration,
                maxDuration,
                cooldown);
    }

    /** These rules, opening at a probability that the user names and closing at the same part of it as before. */
    public DecisionRules openingAt(double confidence) {
        return new DecisionRules(
                Sensitivity.ofProbability(confidence),
                confidence,
                // The quotient may be rounded up to more than 1 part.
                Math.min(confidence, confidence * closePart()),
                confirmHits,
                confirmHops,
                mergeGap,
                minDuration,
                maxDuration,
                cooldown);
    }

    /** These rules with another confirmation. */
    public DecisionRules confirmedBy(int hits, int hops) {
        return new DecisionRules(
                sensitivity, openConfidence, closeConfidence, hits, hops, mergeGap, minDuration, maxDuration, cooldown);
    }

    /** These rules with another least duration. */
    public DecisionRules lasting(Duration least) {
        return new DecisionRules(
                sensitivity,
                openConfidence,
                closeConfidence,
                confirmHits,
                confirmHops,
                mergeGap,
                least,
                maxDuration,
                cooldown);
    }

    /** These rules with another cooldown. */
    public DecisionRules coolingDown(Duration after) {
        return new DecisionRules(
                sensitivity,
                openConfidence,
                closeConfidence,
                confirmHits,
                confirmHops,
                mergeGap,
                minDuration,
                maxDuration,
                after);
    }

    /** The closing confidence as a part of the opening confidence, in (0, 1]. */
    public double closePart() {
        return closeConfidence / openConfidence;
    }

    private static double requireOpen(double openConfidence) {
        require(openConfidence > 0 && openConfidence < 1, "openConfidence", openConfidence, "in (0, 1)");
        return openConfidence;
    }

    private static void require(boolean ok, String name, Object value, String range) {
        if (!ok) {
            throw new IllegalArgumentException(name + " " + value + " must be " + range);
        }
    }
}
