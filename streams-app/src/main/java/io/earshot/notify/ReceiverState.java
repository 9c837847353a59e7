package io.earshot.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * How telling a receiver goes.
 *
 * @param delivered notifications that this process delivered since it began
 * @param lastSuccess when one was acknowledged last
 * @param lastError why an attempt failed last; empty: none did
 * @param lastErrorAt when
 * @param attempts at the notification that is being tried; 0: none failed yet
 * @param nextTry when it is tried again
 */
public record ReceiverState(
        long delivered,
        Optional<Instant> lastSuccess,
        String lastError,
        Optional<Instant> lastErrorAt,
        int attempts,
        Optional<Instant> nextTry) {
    /** Nothing has been tried. */
    public static final ReceiverState NEW =
            new ReceiverState(0, Optional.empty(), "", Optional.empty(), 0, Optional.empty());

    ReceiverState succeeded(Instant now) {
        return new ReceiverState(delivered + 1, Optional.of(now), lastError, lastErrorAt, 0, Optional.empty());
    }

    ReceiverState failed(String reason, Instant now, Instant next) {
        return new ReceiverState(delivered, lastSuccess, reason, Optional.of(now), attempts + 1, Optional.of(next));
    }

    /** What was tried will not be tried again. */
    ReceiverState gaveUp(String reason, Instant now) {
        return new ReceiverState(delivered, lastSuccess, reason, Optional.of(now), 0, Optional.empty());
    }
}
