package io.earshot.http;

import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;

/** A request that is answered by a problem (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final Optional<Duration> retryAfter;

    /** @param detail one line for the caller; names nothing that the caller may not see */
    public ProblemException(HttpStatus status, String detail) {
        this(status, detail, Optional.empty());
    }

    /** @param retryAfter when the caller should ask again; empty: it is not said */
    ProblemException(HttpStatus status, String detail, Optional<Duration> retryAfter) {
        super(detail);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    HttpStatus status() {
        return status;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
