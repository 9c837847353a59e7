package io.earshot.notify;

import io.earshot.decide.Event;
import java.util.List;

/**
 * What a receiver is told at once.
 *
 * @param id the same each time this is tried, whatever process tries: receivers drop doubles by it
 * @param events one, or several that are told together; oldest first, not empty unless this is a test
 * @param link where the first event can be looked at, and heard; empty if Earshot does not know its own address
 * @param isTest whether a user asked to be told something, to see whether it arrives
 */
public record Notification(String id, List<Event> events, String link, boolean isTest) {
    public Notification {
        events = List.copyOf(events);
    }
}
