package io.earshot.decoder;

import java.io.IOException;

/** An address was not opened; the message has the reason, on one line and without credentials. */
public final class AddressException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Fault {
        /** The other side wants a name and a password, or others (401). */
        UNAUTHORIZED,
        /** The other side forbids it (403). */
        FORBIDDEN,
        /** The other side has no such stream, or not now (404). */
        NOT_FOUND,
        /** The other side calls the request wrong (another 4xx). */
        CLIENT_ERROR,
        /** The other side cannot answer (5xx). */
        SERVER_ERROR,
        /** Nobody listens there. */
        CONNECTION_REFUSED,
        /** No answer came in time. */
        TIMED_OUT,
        /** No way leads to the host. */
        UNREACHABLE,
        /** The name of the host has no address. */
        HOST_NOT_FOUND,
        /** The address, or what it refers to, needs a protocol that is not allowed. */
        PROTOCOL_NOT_ALLOWED,
        /** What came is no sound that can be decoded. */
        NO_SOUND,
        /** Another one; the message has FFmpeg's words. */
        OTHER
    }

    private final Fault fault;

    AddressException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** Why the address was not opened. */
    public Fault fault() {
        return fault;
    }
}
