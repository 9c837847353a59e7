package io.earshot.cli;

/** The command was used wrongly; the message explains how to use it. */
final class WrongUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUseException(String message) {
        super(message);
    }
}
