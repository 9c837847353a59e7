package io.earshot.history;

import io.earshot.decide.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes events, as one reader of the topic reads them, to any number of listeners. A listener that is too slow is dropped, so
 * that it holds up no other; it goes on from its place later. Safe for use by several threads.
 */
public final class LiveEvents implements AutoCloseable {
    private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
    private Place place = Place.of(Map.of());
    private boolean isOpen;

    /** From now on there are events. */
    public synchronized void begin(Place from) {
        place = from;
        isOpen = true;
    }

    /** A record was read; its event is empty if it cannot be understood. */
    public synchronized void read(int partition, long offset, Optional<Event> event) {
        place = place.with(partition, offset + 1);
        event.ifPresent(happened ->
                listeners.forEach(listener -> listener.happened(new EventLog.Recorded(happened, partition, offset))));
    }

    /** Tells all listeners how far the topic is read, also those that no event is for. */
    public synchronized void beat() {
        listeners.forEach(listener -> listener.beat(place));
    }

    /** Up to where the topic is read. */
    public synchronized Place place() {
        return place;
    }

    /**
     * A new listener, which gets everything from {@link LiveListener#start()} on; empty before the beginning and after the end.
     *
     * @param most events that wait for it before it is dropped
     */
    public synchronized Optional<LiveListener> listen(int most) {
        if (!isOpen) {
            return Optional.empty();
        }
        LiveListener listener = new LiveListener(place, most, listeners::remove);
        listeners.add(listener);
        return Optional.of(listener);
    }

    /** How many listen. */
    public int listeners() {
        return listeners.size();
    }

    /** Ends all listening. */
    @Override
    public synchronized void close() {
        isOpen = false;
        listeners.forEach(LiveListener::close);
    }
}
