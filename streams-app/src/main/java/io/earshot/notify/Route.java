package io.earshot.notify;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.Glob;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events a receiver is told of: those that every part lets pass.
 *
 * @param sources ids of sources; '*' stands for any characters; empty: all
 * @param queries ids of queries, likewise
 * @param labels that the query must have, each with this value; '*' as the value: any
 * @param minConfidence least confidence, 0 to 1
 * @param phases of which it is told
 * @param absences whether the absence of a sound counts
 */
public record Route(
        List<String> sources,
        List<String> queries,
        Map<String, String> labels,
        double minConfidence,
        Set<EventPhase> phases,
        Absences absences) {
    /** Every event, when it opens. */
    public static final Route ALL =
            new Route(List.of(), List.of(), Map.of(), 0, EnumSet.of(EventPhase.OPEN), Absences.INCLUDED);

    /** Whether the absence of a sound is told. */
    public enum Absences {
        /** Like any other event. */
        INCLUDED,
        /** It and nothing else. */
        ONLY,
        /** It is not. */
        EXCLUDED
    }

    /** @throws IllegalArgumentException if nothing can pass, or a number is out of range */
    public Route {
        sources = List.copyOf(sources);
        queries = List.copyOf(queries);
        labels = Map.copyOf(labels);
        phases = Set.copyOf(phases);
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence " + minConfidence + " is outside 0..1");
        }
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a receiver needs at least one of the phases OPEN, UPDATE, CLOSE");
        }
    }

    /** Whether the receiver is told of this. */
    public boolean takes(Event event) {
        return phases.contains(event.phase()) && concerns(event);
    }

    /** Whether it is told of this event at all, in one phase or another. */
    boolean concerns(Event event) {
        return takesAbsence(event.absent().isPresent())
                && event.confidence() >= (event.absent().isPresent() ? 0 : minConfidence)
                && isAmong(sources, event.sourceId())
                && isAmong(queries, event.query().id())
                && labels.entrySet().stream()
                        .allMatch(label -> matches(label, event.query().labels()));
    }

    private boolean takesAbsence(boolean isAbsence) {
        return absences == Absences.INCLUDED || isAbsence == (absences == Absences.ONLY);
    }

    private static boolean matches(Map.Entry<String, String> wanted, Map<String, String> labels) {
        String found = labels.get(wanted.getKey());
        return found != null
                && (wanted.getValue().equals("*") || wanted.getValue().equals(found));
    }

    private static boolean isAmong(List<String> patterns, String id) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> new Glob(pattern).matches(id));
    }
}
