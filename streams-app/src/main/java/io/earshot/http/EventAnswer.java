package io.earshot.http;

import io.earshot.decide.Event;
import io.earshot.explain.EventFacts;
import io.earshot.explain.Links;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of an event in answers. */
final class EventAnswer {
    private EventAnswer() {}

    /** Its facts, and where more of it is. */
    static Map<String, Object> of(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>(EventFacts.of(event));
        String id = event.eventId();
        facts.put("links", Map.of("self", Links.path(id), "audio", Links.audioPath(id)));
        return facts;
    }
}
