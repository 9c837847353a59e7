package io.earshot.explain;

import io.earshot.decide.Event;
import io.earshot.query.StandingQuery;
import java.util.List;

/**
 * A change of the query with which the moment fires. It was tried: the event is what the tracker gave.
 *
 * @param changes what differs, in the order in which the rules stood in the way
 * @param query with the changes
 * @param event that covers the moment then
 * @param eventsNow of the query in the whole stretch that was judged, as it is
 * @param eventsThen with the changes: many more mean that the changed query hears too much
 */
public record Suggestion(List<Change> changes, StandingQuery query, Event event, int eventsNow, int eventsThen) {
    public Suggestion {
        changes = List.copyOf(changes);
    }
}
