package io.earshot.preview;

import io.earshot.decide.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of many events, by their onsets. */
final class NewestEvents {
    private static final Comparator<Event> OLDEST_FIRST =
            Comparator.comparingLong(Event::onsetMicros).thenComparing(Event::eventId);

    private final int most;
    private final PriorityQueue<Event> kept = new PriorityQueue<>(OLDEST_FIRST);

    NewestEvents(int most) {
        this.most = most;
    }

    void add(Event event) {
        kept.add(event);
        if (kept.size() > most) {
            kept.remove();
        }
    }

    List<Event> newestFirst() {
        List<Event> events = new ArrayList<>(kept);
        events.sort(Collections.reverseOrder(OLDEST_FIRST));
        return events;
    }
}
