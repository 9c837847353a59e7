package io.earshot.notify;

/** Tells one receiver. For one thread. */
public interface Delivery extends AutoCloseable {
    /** Returns within a bounded time when the receiver has acknowledged the notification, or it is known that it has not. */
    Outcome deliver(Notification notification) throws InterruptedException;

    @Override
    void close();
}
