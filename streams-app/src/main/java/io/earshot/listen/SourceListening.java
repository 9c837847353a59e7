package io.earshot.listen;

import io.earshot.source.SourceStatus;

/** A source that is being listened to, on threads of its own. Safe for use by several threads. */
public interface SourceListening extends AutoCloseable {
    /** How it goes now. */
    SourceStatus status();

    /** What becomes of the source when it is closed. */
    enum Ending {
        /** Another process goes on with it: its epoch stays open. */
        HAND_OVER,
        /** It is not listened to any more: its epoch ends. */
        REMOVED
    }

    /** Ends listening within two seconds; what was heard is published. */
    void close(Ending ending);

    /** Hands the source over. */
    @Override
    default void close() {
        close(Ending.HAND_OVER);
    }
}
