package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.decide.Event;
import io.earshot.explain.EventFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of an event in answers. */
final class EventAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventAnswer() {}

    /** Its facts, and where more of it is. */
    static Map<String, Object> of(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>(EventFacts.of(event));
        String self = "/api/events/" + event.eventId();
        facts.put("links", Map.of("self", self, "audio", self + "/audio.wav"));
        return facts;
    }

    static byte[] bytes(Object answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
