package io.earshot.evaluate;

/** The list of clips cannot be used; the message is the reason, on one line. */
public final class InvalidClipListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidClipListException(String message) {
        super(message);
    }
}
