package io.earshot.explain;

import io.earshot.decide.Event;
import io.earshot.query.StandingQuery;
import java.util.List;

/**
 * A change of the query with which the moment fires, as a trial with the tracker shows.
 *
 * @param changes the changes, in the order in which the rules rejected
 * @param query with the changes
 * @param event that covers the moment then
 * @param eventsNow number of events of the unchanged query in the judged stretch
 * @param eventsThen the same of the changed query: many more mean that it matches too much
 */
public record Suggestion(List<Change> changes, StandingQuery query, Event event, int eventsNow, int eventsThen) {
    public Suggestion {
        changes = List.copyOf(changes);
    }
}
