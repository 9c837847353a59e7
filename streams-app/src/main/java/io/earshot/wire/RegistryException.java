package io.earshot.wire;

/**
 * The schema registry cannot be reached, or it rejected a call. The record at hand may be good, and is not to be skipped.
 * The message is one line.
 */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    RegistryException(String message, int status, int errorCode) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.errorCode = 0;
    }

    /** HTTP status of the answer; 0 if there was none. */
    public int status() {
        return status;
    }

    /** The registry's own error code, for example 40403 for a schema that it does not have; 0 if it gave none. */
    public int errorCode() {
        return errorCode;
    }
}
