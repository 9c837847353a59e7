package io.earshot.evaluate.stream;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.evaluate.CandidateTexts;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes detections of events: when each was reported first, and what it was in the end. */
final class DetectionLog {
    static final double MICROS = 1e6;

    private final Map<String, Double> openedSec = new HashMap<>();
    private final List<Detection> detections = new ArrayList<>();

    /** @param heardSec how far the stream has been heard, s */
    void take(List<Event> events, double heardSec) {
        for (Event event : events) {
            if (event.phase() == EventPhase.OPEN) {
                openedSec.put(event.eventId(), heardSec);
            } else if (event.phase() == EventPhase.CLOSE) {
                detections.add(new Detection(
                        CandidateTexts.indexOf(event.query()),
                        event.onsetMicros() / MICROS,
                        event.offsetMicros() / MICROS,
                        openedSec.remove(event.eventId()),
                        event.confidence()));
            }
        }
    }

    /** In the order of their end. */
    List<Detection> detections() {
        return detections;
    }
}
