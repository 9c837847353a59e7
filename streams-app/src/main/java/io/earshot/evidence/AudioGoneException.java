package io.earshot.evidence;

/** The audio of an event is no longer there. */
public final class AudioGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason one line for whoever asked */
    public AudioGoneException(String reason) {
        super(reason);
    }
}
