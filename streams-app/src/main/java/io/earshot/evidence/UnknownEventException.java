package io.earshot.evidence;

/** There is no event of an id. */
public final class UnknownEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownEventException(String eventId) {
        super("no event with the id \"" + (eventId.length() > 80 ? eventId.substring(0, 80) + "..." : eventId) + "\"");
    }
}
