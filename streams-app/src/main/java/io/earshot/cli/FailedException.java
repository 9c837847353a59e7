package io.earshot.cli;

/** The command failed; the message gives the reason on one line. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
        super(message);
    }
}
