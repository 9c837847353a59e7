package io.earshot.notify;

import java.time.Instant;

/** Hears what becomes of notifications, on the threads that tell. */
public interface TellingLog {
    /** One was acknowledged. */
    void delivered(Receiver receiver);

    /** An attempt failed and will be repeated. */
    void retried(Receiver receiver, String reason, int attempts, Instant next);

    /** One was given up. */
    void failed(Receiver receiver, String reason);

    /** Earshot disabled a receiver. */
    void disabled(Receiver receiver, String reason);
}
