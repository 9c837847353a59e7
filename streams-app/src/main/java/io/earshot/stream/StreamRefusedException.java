package io.earshot.stream;

import java.io.IOException;

/** An address cannot be opened as it is; the message is the reason, on one line and without credentials. */
public final class StreamRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** When it makes sense to try again. */
    public enum Retry {
        /** Not before the source is changed. */
        NEVER,
        /** Rarely: somebody has to mend it, or the station is away. */
        SLOWLY,
        /** As after any break. */
        SOON
    }

    private final Retry retry;

    public StreamRefusedException(String message, Retry retry) {
        super(message);
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }
}
