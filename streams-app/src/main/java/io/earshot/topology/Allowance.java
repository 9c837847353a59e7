package io.earshot.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Allows something so many times within a time, and tells how long to pause before it. Safe for several threads. */
public final class Allowance {
    private final int most;
    private final long withinNanos;
    private final Duration firstPause;
    private final Duration longestPause;
    private final LongSupplier nanoTime;
    private final Deque<Long> taken = new ArrayDeque<>();

    /**
     * @param most times within {@code within}
     * @param firstPause doubles with each time within {@code within}
     * @param nanoTime a clock that only runs forward
     */
    public Allowance(int most, Duration within, Duration firstPause, Duration longestPause, LongSupplier nanoTime) {
        this.most = most;
        this.withinNanos = within.toNanos();
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.nanoTime = nanoTime;
    }

    /** Takes one; false if there is none left now. */
    public synchronized boolean take() {
        forget();
        if (taken.size() >= most) {
            return false;
        }
        taken.addLast(nanoTime.getAsLong());
        return true;
    }

    /** How many were taken lately. */
    public synchronized int lately() {
        forget();
        return taken.size();
    }

    /** How long to wait before the one that was taken last. */
    public synchronized Duration pause() {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(20, Math.max(0, lately() - 1)));
        return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        while (!taken.isEmpty() && now - taken.peekFirst() > withinNanos) {
            taken.removeFirst();
        }
    }
}
