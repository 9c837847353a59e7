package io.earshot.history;

import io.earshot.decide.NearMiss;

/** Chooses near misses. Safe for use by several threads. */
public final class NearMissFilter {
    private final Wanted wanted;
    private final Wanted.Test test;

    public NearMissFilter(Wanted wanted) {
        this.wanted = wanted;
        this.test = wanted.compiled();
    }

    public Wanted wanted() {
        return wanted;
    }

    /** Whether it is wanted. */
    public boolean accepts(NearMiss miss) {
        return test.accepts(miss.sourceId(), miss, miss.startMicros(), miss.confidence());
    }
}
