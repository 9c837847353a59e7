package io.earshot.history;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.util.Map;
import java.util.Optional;

/** Chooses events. Safe for use by several threads. */
public final class EventFilter {
    /** Every event. */
    public static final EventFilter ALL = new EventFilter(Wanted.ALL, Map.of(), Optional.empty());

    private final Wanted wanted;
    private final Map<String, String> labels;
    private final Optional<EventPhase> phase;
    private final Wanted.Test test;

    /**
     * A filter.
     *
     * @param labels that the query has, by name
     * @param phase records of this phase; empty: of a list the newest record of each event, of a stream every record
     */
    public EventFilter(Wanted wanted, Map<String, String> labels, Optional<EventPhase> phase) {
        this.wanted = wanted;
        this.labels = Map.copyOf(labels);
        this.phase = phase;
        this.test = wanted.compiled();
    }

    public Wanted wanted() {
        return wanted;
    }

    /** The phase of the wanted records; empty: the newest of each event. */
    public Optional<EventPhase> phase() {
        return phase;
    }

    /** Whether a source's events may be wanted. */
    public boolean hasSource(String sourceId) {
        return test.sources().appliesTo(sourceId);
    }

    /** Whether the record is wanted. */
    public boolean accepts(Event event) {
        return phase.map(wantedPhase -> wantedPhase == event.phase()).orElse(true)
                && test.accepts(event.sourceId(), event, event.onsetMicros(), event.confidence())
                && event.query().labels().entrySet().containsAll(labels.entrySet());
    }
}
