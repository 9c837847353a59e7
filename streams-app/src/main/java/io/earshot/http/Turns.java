package io.earshot.http;

import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a few requests at a time do what costs much; others wait a moment, and are asked to come back. */
final class Turns {
    private final Semaphore free;
    private final Duration patience;
    private final String busy;
    private final Optional<Duration> retryAfter;

    /**
     * @param atATime most at a time
     * @param patience how long others wait
     * @param busy what they are told then
     * @param retryAfter when they should ask again; empty: it is not said
     */
    Turns(int atATime, Duration patience, String busy, Optional<Duration> retryAfter) {
        this.free = new Semaphore(atATime);
        this.patience = patience;
        this.busy = busy;
        this.retryAfter = retryAfter;
    }

    /** @throws ProblemException (503) if it is nobody's turn in time */
    <T> T take(Supplier<T> work) {
        if (!isTurn()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, busy, retryAfter);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean isTurn() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
