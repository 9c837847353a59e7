package io.earshot.decide;

/** The first rule that kept a sound from becoming an event. */
public enum RejectionRule {
    /** It never reached the opening confidence. */
    OPEN_CONFIDENCE,
    /** It would have, but for what the negatives took off. */
    NEGATIVES,
    /** Too few of its hops reached the opening confidence. */
    CONFIRMATION,
    /** It did not last long enough. */
    MIN_DURATION,
    /** It came too soon after an event. */
    COOLDOWN
}
