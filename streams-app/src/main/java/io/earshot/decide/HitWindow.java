package io.earshot.decide;

import io.earshot.query.DecisionRules;

/**
 * The newest hops of a candidate: which reached the opening confidence, and whether enough did.
 *
 * @param hits a bit per hop, the newest lowest: whether it reached the opening confidence
 * @param mostHits the most hits that the window ever held
 * @param confirmed whether they were ever enough
 */
public record HitWindow(long hits, int mostHits, boolean confirmed) {
    static final HitWindow NONE = new HitWindow(0, 0, false);

    /** With the next hop. */
    HitWindow next(boolean isHit, DecisionRules rules) {
        long newest = (1L << rules.confirmHops()) - 1;
        long window = (hits << 1 | (isHit ? 1 : 0)) & newest;
        int hitsNow = Long.bitCount(window);
        return new HitWindow(window, Math.max(mostHits, hitsNow), confirmed || hitsNow >= rules.confirmHits());
    }
}
