package io.earshot.explain;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Selects the event or near miss that a moment is about: the nearest in time, of several the one with the highest
 * confidence, and an event rather than a near miss.
 */
final class Outcomes {
    private final Moment moment;
    private final Optional<Event> event;
    private final Optional<NearMiss> nearMiss;

    Outcomes(Moment moment, Collection<Event> events, Collection<NearMiss> nearMisses) {
        this.moment = moment;
        this.event = events.stream()
                .filter(one -> moment.touches(one.onsetMicros(), one.offsetMicros()))
                .min(Comparator.comparingLong((Event one) -> distance(one))
                        .thenComparing(
                                Comparator.comparingDouble(Event::confidence).reversed()));
        this.nearMiss = nearMisses.stream()
                .filter(one -> moment.touches(one.startMicros(), one.endMicros()))
                .min(Comparator.comparingLong((NearMiss one) -> distance(one))
                        .thenComparing(
                                Comparator.comparingDouble(NearMiss::confidence).reversed()));
    }

    /** The event, if the moment is about one. */
    Optional<Event> event() {
        return event.filter(one -> nearMiss.isEmpty() || distance(one) <= distance(nearMiss.get()));
    }

    /** The near miss, if the moment is about one. */
    Optional<NearMiss> nearMiss() {
        return event().isPresent() ? Optional.empty() : nearMiss;
    }

    private long distance(Event one) {
        return moment.distance(one.onsetMicros(), one.offsetMicros());
    }

    private long distance(NearMiss one) {
        return moment.distance(one.startMicros(), one.endMicros());
    }
}
