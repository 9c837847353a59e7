package io.earshot.preview;

/** There is nothing to preview: no such query or source, or nothing kept. The message says which, on one line. */
public final class NothingToPreviewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NothingToPreviewException(String message) {
        super(message);
    }
}
