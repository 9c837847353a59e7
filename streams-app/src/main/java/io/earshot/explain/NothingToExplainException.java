package io.earshot.explain;

/** There is nothing to judge: no such query, or nothing kept of the moment. The message says which, on one line. */
public final class NothingToExplainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NothingToExplainException(String message) {
        super(message);
    }
}
