package io.earshot.notify;

import io.earshot.decide.Event;
import java.util.List;
import java.util.Optional;

/** Tells one receiver. For one thread. */
public interface Delivery extends AutoCloseable {
    /** Returns within a bounded time when the receiver has acknowledged the notification, or it is known that it has not. */
    Outcome deliver(Notification notification) throws InterruptedException;

    /**
     * Names the events that last at present, of those that are this process's to tell of: for a receiver that shows a state or
     * has to be told again while an event lasts. It replaces what the delivery knows. To be called after a start and whenever
     * other processes take over or hand over sources; each event is the newest of its id.
     */
    default void lasting(List<Event> open) {}

    /** Says for people what keeps the receiver from being told now; empty if nothing is known to. Holds no secret. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** Ends what is under way, too; may be called from any thread. */
    @Override
    void close();
}
