package io.earshot.query;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param absentFor asks for the absence of the sound: an event opens when it was not heard in so much heard audio, and
 *     closes when it is heard again; empty: asks for the sound
 * @param aboveLevelDbfs hears any hop above this level instead of what the words say, dB relative to full scale; only of an
 *     absence
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
        Duration cooldown,
        Optional<Duration> absentFor,
        Optional<Double> aboveLevelDbfs) {
    /** Default opening confidence. */
    static final double DEFAULT_OPEN = 0.5;

    private static final double CLOSE_PART = 0.6;
    private static final Duration MERGE_GAP = Duration.ofSeconds(2);
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    /** Opens when the sound is more likely there than not, and not more often than the default sensitivity allows. */
    public static final DecisionRules DEFAULT = ofConfidence(DEFAULT_OPEN).withSensitivity(Sensitivity.DEFAULT);

    /** @throws IllegalArgumentException if a value is out of range; the message names it */
    public DecisionRules {
        require(openConfidence > 0 && openConfidence < 1, Rule.THRESHOLD, openConfidence);
        require(closeConfidence > 0 && closeConfidence <= openConfidence, Rule.CLOSE, closeConfidence);
        Rule.CONFIRM.checked(new Confirmation(confirmHits, confirmHops));
        Rule.MERGE_GAP.checked(mergeGap);
        Rule.MIN_DURATION.checked(minDuration);
        require(maxDuration.compareTo(minDuration) > 0, Rule.MAX_DURATION, maxDuration);
        Rule.COOLDOWN.checked(cooldown);
        absentFor.ifPresent(Rule.ABSENT_FOR::checked);
        aboveLevelDbfs.ifPresent(Rule.ABOVE_LEVEL::checked);
        if (absentFor.isPresent()) {
            requireUnset(mergeGap.equals(MERGE_GAP), Rule.MERGE_GAP);
            requireUnset(minDuration.isZero(), Rule.MIN_DURATION);
            requireUnset(maxDuration.equals(MAX_DURATION), Rule.MAX_DURATION);
            requireUnset(cooldown.isZero(), Rule.COOLDOWN);
        }
        if (aboveLevelDbfs.isPresent()) {
            requireLevelAlone(sensitivity, absentFor);
        }
    }

    /** Rules that ask for the sound itself. */
    public DecisionRules(
            Sensitivity sensitivity,
            double openConfidence,
            double closeConfidence,
            int confirmHits,
            int confirmHops,
            Duration mergeGap,
            Duration minDuration,
            Duration maxDuration,
            Duration cooldown) {
        this(
                sensitivity,
                openConfidence,
                closeConfidence,
                confirmHits,
                confirmHops,
                mergeGap,
                minDuration,
                maxDuration,
                cooldown,
                Optional.empty(),
                Optional.empty());
    }

    /** Rules that open at a probability which the user names, with no confirmation and no cooldown. */
    public DecisionRules(
            double openConfidence,
            double closeConfidence,
            Duration mergeGap,
            Duration minDuration,
            Duration maxDuration) {
        this(
                Sensitivity.ofProbability(openConfidence),
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
        return new DecisionRules(openConfidence, CLOSE_PART * openConfidence, MERGE_GAP, Duration.ZERO, MAX_DURATION);
    }

    /** These rules with another sensitivity. */
    public DecisionRules withSensitivity(Sensitivity other) {
        return changed(draft -> draft.sensitivity = other);
    }

    /**
     * These rules with another value of one; another threshold moves the closing confidence in proportion.
     *
     * @throws IllegalArgumentException if the value is out of range; the message names it
     */
    public <T> DecisionRules with(Rule<T> rule, T value) {
        return changed(draft -> rule.set(draft, value));
    }

    /** These rules, opening at a probability that the user names and closing at the same part of it as before. */
    public DecisionRules openingAt(double confidence) {
        return with(Rule.THRESHOLD, confidence);
    }

    DecisionRules changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.rules();
    }

    /** The hops that must confirm a sound. */
    public Confirmation confirmation() {
        return new Confirmation(confirmHits, confirmHops);
    }

    /** The closing confidence as a part of the opening confidence, in (0, 1]. */
    public double closePart() {
        return closeConfidence / openConfidence;
    }

    /** Whether they ask for the absence of the sound. */
    public boolean isAbsence() {
        return absentFor.isPresent();
    }

    /** An absence has no pauses, and lasts until the sound is heard: no rule may be written that does nothing. */
    private static void requireUnset(boolean isDefault, Rule<?> rule) {
        if (!isDefault) {
            throw new IllegalArgumentException(rule + " does not apply to the absence of a sound; leave it out");
        }
    }

    private static void requireLevelAlone(Sensitivity sensitivity, Optional<Duration> absentFor) {
        if (absentFor.isEmpty()) {
            throw new IllegalArgumentException(
                    Rule.ABOVE_LEVEL + " needs " + Rule.ABSENT_FOR + ": only the absence of a level can be asked for");
        }
        if (sensitivity.kind() != Sensitivity.Kind.DEFAULT) {
            throw new IllegalArgumentException(Rule.ofScale(sensitivity.kind()) + " does not apply with "
                    + Rule.ABOVE_LEVEL + ": a level is compared with a level; leave it out");
        }
    }

    private static <T> void require(boolean ok, Rule<T> rule, T value) {
        if (!ok) {
            throw rule.outOfRange(value);
        }
    }

    /** Rules in the making. */
    static final class Draft {
        Sensitivity sensitivity;
        Confirmation confirmation;
        double closeConfidence;
        Duration mergeGap;
        Duration minDuration;
        Duration maxDuration;
        Duration cooldown;
        Optional<Duration> absentFor;
        Optional<Double> aboveLevelDbfs;
        private double openConfidence;

        private Draft(DecisionRules rules) {
            sensitivity = rules.sensitivity;
            openConfidence = rules.openConfidence;
            closeConfidence = rules.closeConfidence;
            confirmation = rules.confirmation();
            mergeGap = rules.mergeGap;
            minDuration = rules.minDuration;
            maxDuration = rules.maxDuration;
            cooldown = rules.cooldown;
            absentFor = rules.absentFor;
            aboveLevelDbfs = rules.aboveLevelDbfs;
        }

        /** Closes at the same part of the opening confidence as before. */
        void openAt(double confidence) {
            // The quotient may be rounded up to more than 1 part.
            closeConfidence = Math.min(confidence, confidence * (closeConfidence / openConfidence));
            openConfidence = confidence;
        }

        /** Of the scales that need to be learned, this is where the query opens before; else it is the threshold. */
        void openUntilLearned(double confidence) {
            openAt(confidence);
            if (sensitivity.kind() == Sensitivity.Kind.DEFAULT || sensitivity.kind() == Sensitivity.Kind.PROBABILITY) {
                sensitivity = Sensitivity.ofProbability(confidence);
            }
        }

        private DecisionRules rules() {
            return new DecisionRules(
                    sensitivity,
                    openConfidence,
                    closeConfidence,
                    confirmation.hits(),
                    confirmation.hops(),
                    mergeGap,
                    minDuration,
                    maxDuration,
                    cooldown,
                    absentFor,
                    aboveLevelDbfs);
        }
    }
}
