package io.earshot.audio;

/** Audio that cannot be used; the message gives what was found and what is allowed, on one line. */
public final class InvalidAudioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidAudioException(String message) {
        super(message);
    }

    public InvalidAudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
