package io.earshot.decide;

import io.earshot.query.Rule;

/** The first rule that kept a sound from becoming an event. */
public enum RejectionRule {
    /** It never reached the opening confidence. */
    OPEN_CONFIDENCE("it never reached the threshold"),
    /** It would have, but for what the negatives took off. */
    NEGATIVES("the negatives took it below the threshold"),
    /** Too few of its hops reached the opening confidence. */
    CONFIRMATION("too few hops reached the threshold"),
    /** It did not last long enough. */
    MIN_DURATION("it did not last long enough"),
    /** It came too soon after an event. */
    COOLDOWN("it came too soon after an event"),
    /** Of an absence: the sound was heard too short a time before. */
    ABSENT_FOR("the sound was not absent for long enough");

    private final String reason;

    RejectionRule(String reason) {
        this.reason = reason;
    }

    /** Why it rejects, in words that a sentence can begin with. */
    public String reason() {
        return reason;
    }

    /** The rule of the query whose value was missed. */
    public Rule<?> rule() {
        return switch (this) {
            case OPEN_CONFIDENCE, NEGATIVES -> Rule.THRESHOLD;
            case CONFIRMATION -> Rule.CONFIRM;
            case MIN_DURATION -> Rule.MIN_DURATION;
            case COOLDOWN -> Rule.COOLDOWN;
            case ABSENT_FOR -> Rule.ABSENT_FOR;
        };
    }
}
