package io.earshot.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ends, from any thread, what has been begun and what still will be. */
final class Cancellation {
    private final List<Runnable> ends = new ArrayList<>();
    private boolean cancelled;

    /** @param end ends one thing; called at once if that is too late, at most once otherwise */
    void add(Runnable end) {
        synchronized (this) {
            if (!cancelled) {
                ends.add(end);
                return;
            }
        }
        end.run();
    }

    /** Forgets what has come to its end by itself. */
    synchronized void remove(Runnable end) {
        ends.remove(end);
    }

    void cancel() {
        List<Runnable> now;
        synchronized (this) {
            cancelled = true;
            now = List.copyOf(ends);
            ends.clear();
        }
        now.forEach(Runnable::run);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @throws IOException if it has been cancelled */
    void requireGoingOn() throws IOException {
        if (isCancelled()) {
            throw new IOException("is closed");
        }
    }
}
