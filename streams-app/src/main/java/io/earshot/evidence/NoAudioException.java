package io.earshot.evidence;

/** There is no audio of a span, and as far as can be told there never was. */
public final class NoAudioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason one line for whoever asked */
    public NoAudioException(String reason) {
        super(reason);
    }
}
