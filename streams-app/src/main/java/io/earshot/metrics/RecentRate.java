package io.earshot.metrics;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How much of something came per second, over the last minute. Of constant size; safe for several threads. */
final class RecentRate {
    private static final int SECONDS = 60;

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final double[] amounts = new double[SECONDS];
    /** The second that amounts are added to, counted from the start. */
    private long newest;

    /** @param nanoTime a clock that only runs forward */
    RecentRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    synchronized void add(double amount) {
        forget();
        amounts[(int) (newest % SECONDS)] += amount;
    }

    /** Of the last minute, or of the time since the start where that is shorter, but of a second at least. */
    synchronized double perSecond() {
        forget();
        double began = (nanoTime.getAsLong() - startNanos) / 1e9;
        // The second that runs is not over: of its 60 buckets, a rate covers 59 and what has passed of this one.
        double covered = began < SECONDS ? began : SECONDS - 1 + began % 1;
        return Arrays.stream(amounts).sum() / Math.max(1, covered);
    }

    private void forget() {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - startNanos);
        for (long second = Math.max(newest + 1, now - SECONDS + 1); second <= now; second++) {
            amounts[(int) (second % SECONDS)] = 0;
        }
        newest = Math.max(newest, now);
    }
}
