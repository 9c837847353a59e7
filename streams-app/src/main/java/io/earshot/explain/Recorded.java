package io.earshot.explain;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.query.RegisteredQuery;
import java.util.List;

/**
 * The events and near misses of a query on a source, recorded live. They know more than the kept segments: where in its
 * hops a sound began and ended, and the calibration in force.
 *
 * @param events in their last state
 * @param nearMisses of all versions of the query
 */
public record Recorded(List<Event> events, List<NearMiss> nearMisses) {
    /** No record. */
    public static final Recorded NOTHING = new Recorded(List.of(), List.of());

    public Recorded {
        events = List.copyOf(events);
        nearMisses = List.copyOf(nearMisses);
    }

    /** The outcomes at the moment, of this version of the query and this model. */
    Outcomes of(Moment moment, RegisteredQuery query, String modelDigest) {
        return new Outcomes(
                moment,
                events.stream()
                        .filter(event -> event.queryVersion().equals(query.version())
                                && event.modelDigest().equals(modelDigest))
                        .toList(),
                nearMisses.stream()
                        .filter(miss -> miss.queryVersion().equals(query.version())
                                && miss.modelDigest().equals(modelDigest))
                        .toList());
    }

    /** The outcomes at the moment, of any version of the query. */
    Outcomes ofAnyVersion(Moment moment) {
        return new Outcomes(moment, events, nearMisses);
    }
}
