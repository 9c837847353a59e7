package io.earshot.notify;

import io.earshot.decide.Event;
import java.util.List;

/**
 * What a receiver is told at once.
 *
 * @param id the same each time this is tried, whatever process tries: receivers drop doubles by it
 * @param events one, or several of one query in one source that are told together; oldest first, not empty unless this is a
 *     test
 * @param count of the events that this tells of; more than are listed if there are very many
 * @param link where the first event can be looked at, and heard; empty if Earshot does not know its own address
 * @param isTest whether a user asked to be told something, to see whether it arrives
 * @param isLate whether the events are so old that nobody should take them for news
 */
public record Notification(String id, List<Event> events, int count, String link, boolean isTest, boolean isLate) {
    public Notification {
        events = List.copyOf(events);
    }

    /** Events that have just happened. */
    public Notification(String id, List<Event> events, String link, boolean isTest) {
        this(id, events, events.size(), link, isTest, false);
    }
}
