package io.earshot.source;

import java.io.IOException;

/** A source may not be opened by the settings of this installation; the message is one line, without credentials. */
public final class NotAllowedException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotAllowedException(String message) {
        super(message);
    }
}
