package io.earshot.decide;

import io.earshot.query.Rule;

/** The first rule that kept a sound from becoming an event. */
public enum RejectionRule {
    /** It never reached the opening confidence. */
    OPEN_CONFIDENCE(Rule.THRESHOLD, "it never reached the threshold"),
    /** It would have without the negatives. */
    NEGATIVES(Rule.THRESHOLD, "the negatives took it below the threshold"),
    /** Too few of its hops reached the opening confidence. */
    CONFIRMATION(Rule.CONFIRM, "too few hops reached the threshold"),
    /** It did not last long enough. */
    MIN_DURATION(Rule.MIN_DURATION, "it did not last long enough"),
    /** It came too soon after an event. */
    COOLDOWN(Rule.COOLDOWN, "it came too soon after an event");

    /** A record of functions without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Rule<?> rule;

    private final String reason;

    RejectionRule(Rule<?> rule, String reason) {
        this.rule = rule;
        this.reason = reason;
    }

    /** The rule of the query that rejects. */
    public Rule<?> rule() {
        return rule;
    }

    /** Why it rejects; can begin a sentence. */
    public String reason() {
        return reason;
    }
}
