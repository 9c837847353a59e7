package io.earshot.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * After a batch has failed hops are encoded alone for some time, so that the failure is that of one record, which can be set aside.
 * Safe for several threads.
 */
final class Caution {
    private static final long NANOS = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanoTime;
    private volatile long untilNanos;
    private volatile boolean wasTaken;

    /** @param nanoTime a clock that only runs forward */
    Caution(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void take() {
        untilNanos = nanoTime.getAsLong() + NANOS;
        wasTaken = true;
    }

    boolean isTaken() {
        return wasTaken && untilNanos - nanoTime.getAsLong() > 0;
    }
}
