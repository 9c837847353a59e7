package io.earshot.cli;

/** The command could not do its work; the message says why, on one line. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
        super(message);
    }
}
