package io.earshot.notify;

/** A receiver that cannot be told as it is described. */
public final class ReceiverRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message one line for people; holds no secret */
    public ReceiverRefusedException(String message) {
        super(message);
    }
}
