package io.earshot.notify.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.decide.Event;
import io.earshot.explain.EventFacts;
import io.earshot.notify.Notification;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The body of a webhook: what happened, as facts for programs. */
final class WebhookBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookBody() {}

    static byte[] of(Notification notification, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type(notification));
        body.put("timestamp", timestamp(notification, now));
        body.put("data", data(notification));
        return bytes(body);
    }

    static byte[] bytes(Object json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String type(Notification notification) {
        if (notification.isTest()) {
            return "test";
        }
        return notification.count() > 1
                ? "events"
                : "event." + notification.events().get(0).phase().name().toLowerCase(Locale.ROOT);
    }

    /** The same at each attempt: when the newest of the events listed was heard. */
    private static String timestamp(Notification notification, Instant now) {
        List<Event> events = notification.events();
        return events.isEmpty()
                ? now.toString()
                : String.valueOf(EventFacts.of(events.get(events.size() - 1)).get("offset"));
    }

    private static Map<String, Object> data(Notification notification) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (notification.count() == 1 && notification.events().size() == 1) {
            data.putAll(EventFacts.of(notification.events().get(0)));
        } else if (!notification.events().isEmpty()) {
            data.put("count", notification.count());
            data.put(
                    "events", notification.events().stream().map(EventFacts::of).toList());
        }
        data.put("late", notification.isLate());
        if (!notification.link().isEmpty()) {
            data.put("links", Map.of("event", notification.link(), "audio", audio(notification)));
        }
        return data;
    }

    static String audio(Notification notification) {
        return notification.link().isEmpty() ? "" : notification.link() + "/audio.wav";
    }
}
