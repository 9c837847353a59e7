package io.earshot.http;

import io.javalin.http.HttpStatus;

/** A request that is answered by a problem (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    /** @param detail one line for the caller; names nothing that the caller may not see */
    public ProblemException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
