package io.earshot.decide;

import io.earshot.query.DecisionRules;

/**
 * How many of the newest hops reached the opening confidence, and whether they were enough.
 *
 * @param hits a bit for each of the newest hops, the newest lowest: whether it reached the opening confidence
 * @param mostHits the most hits that its query's window of hops ever held
 * @param confirmed whether they were enough
 */
public record Confirmation(long hits, int mostHits, boolean confirmed) {
    static final Confirmation NONE = new Confirmation(0, 0, false);

    /** With the next hop. */
    Confirmation next(boolean isHit, DecisionRules rules) {
        long newest = (1L << rules.confirmHops()) - 1;
        long window = (hits << 1 | (isHit ? 1 : 0)) & newest;
        int hitsNow = Long.bitCount(window);
        return new Confirmation(window, Math.max(mostHits, hitsNow), confirmed || hitsNow >= rules.confirmHits());
    }
}
