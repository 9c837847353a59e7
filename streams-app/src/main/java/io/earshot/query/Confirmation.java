package io.earshot.query;

import java.util.List;

/**
 * The rule K/N: K of the last N hops must reach the opening confidence.
 *
 * @param hits K
 * @param hops N
 */
public record Confirmation(int hits, int hops) {
    /** Any hop alone. */
    static final Confirmation ONE = new Confirmation(1, 1);

    /** Most hops over which a sound may have to be confirmed. */
    public static final int MAX_HOPS = 32;

    boolean isInRange() {
        return hops >= 1 && hops <= MAX_HOPS && hits >= 1 && hits <= hops;
    }

    /** A record may leave out the hits, which are 1 then, or the hops, which are as many as the hits then. */
    static Confirmation ofRecord(List<Number> numbers) {
        int hits = numbers.get(0) == null ? 1 : numbers.get(0).intValue();
        return new Confirmation(
                hits, numbers.get(1) == null ? hits : numbers.get(1).intValue());
    }

    /** As a user types it. */
    @Override
    public String toString() {
        return hits + "/" + hops;
    }
}
