package io.earshot.explain;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.query.RegisteredQuery;
import java.util.List;

/**
 * What was recorded of a query and a source when the audio was live. It knows more than the segments that are kept: where
 * in its hops a sound began and ended, and what was in force then.
 *
 * @param events as they were in the end
 * @param nearMisses of all versions of the query
 */
public record Recorded(List<Event> events, List<NearMiss> nearMisses) {
    /** Nothing. */
    public static final Recorded NOTHING = new Recorded(List.of(), List.of());

    public Recorded {
        events = List.copyOf(events);
        nearMisses = List.copyOf(nearMisses);
    }

    /** What the moment is about, as far as this version of the query and this model have to do with it. */
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

    /** What the moment is about, whatever version of the query. */
    Outcomes ofAnyVersion(Moment moment) {
        return new Outcomes(moment, events, nearMisses);
    }
}
