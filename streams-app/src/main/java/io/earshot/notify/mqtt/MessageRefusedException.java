package io.earshot.notify.mqtt;

/** A message that the broker does not take, and will not; the connection is as good as before. */
final class MessageRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    MessageRefusedException(String message) {
        super(message);
    }
}
