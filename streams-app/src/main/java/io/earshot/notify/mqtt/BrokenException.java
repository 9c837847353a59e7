package io.earshot.notify.mqtt;

import java.io.IOException;

/** A connection that broke while a message was under way: whether the broker has it is unknown. */
final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
        super(message);
    }
}
