package io.earshot.notify.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.decide.Event;
import io.earshot.explain.EventFacts;
import io.earshot.notify.Notification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event as a message, cut where it would be too large: without its explanation, then without the query's labels. */
final class EventMessage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventMessage() {}

    /**
     * @param maxBytes of the payload
     * @throws MessageRefusedException if not even the rest of it is that small
     */
    static byte[] payload(Notification notification, Event event, int maxBytes) throws MessageRefusedException {
        Map<String, Object> facts = new LinkedHashMap<>(EventFacts.of(event));
        facts.put("notification", notification.id());
        if (!notification.link().isEmpty()) {
            facts.put("link", notification.link());
        }
        byte[] payload = json(facts);
        for (String part : List.of("why", "title", "labels")) {
            if (payload.length > maxBytes) {
                cut(facts, part);
                payload = json(facts);
            }
        }
        if (payload.length > maxBytes) {
            throw new MessageRefusedException("the event takes " + payload.length + " bytes without its explanation;"
                    + " the broker or the option max-bytes allow " + maxBytes);
        }
        return payload;
    }

    /** What a user asked to be sent. */
    static byte[] test(Notification notification) {
        return json(Map.of("test", true, "notification", notification.id(), "link", notification.link()));
    }

    static byte[] json(Map<String, Object> facts) {
        try {
            return JSON.writeValueAsBytes(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cut(Map<String, Object> facts, String part) {
        if (facts.remove(part) == null && facts.get("query") instanceof Map<?, ?> query) {
            Map<Object, Object> rest = new LinkedHashMap<>(query);
            rest.remove(part);
            facts.put("query", rest);
        }
        facts.put("cut", true);
    }
}
