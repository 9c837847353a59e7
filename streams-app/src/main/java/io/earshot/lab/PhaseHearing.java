package io.earshot.lab;

import io.earshot.decide.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was heard of a recording at one phase of the grid. Not safe for use by several threads. */
final class PhaseHearing {
    private final Map<String, List<Event>> events = new HashMap<>();
    private final Map<String, TreeMap<Long, Double>> confidences = new HashMap<>();

    /** An event that closed. */
    void event(Event event) {
        events.computeIfAbsent(event.query().id(), first -> new ArrayList<>()).add(event);
    }

    /** A hop's confidence, at the audio time at which the hop ends, in microseconds. */
    void hop(String queryId, long endMicros, double confidence) {
        confidences.computeIfAbsent(queryId, first -> new TreeMap<>()).put(endMicros, confidence);
    }

    List<Event> events(String queryId) {
        return events.getOrDefault(queryId, List.of());
    }

    /** Confidence by the end of the hop. */
    NavigableMap<Long, Double> confidences(String queryId) {
        return confidences.getOrDefault(queryId, new TreeMap<>());
    }
}
