package io.earshot.notify.http;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.notify.Notification;
import io.earshot.notify.Words;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that templates may name; those of an event are of the first one. */
final class TemplateValues {
    static final Set<String> NAMES = Set.of(
            "id",
            "title",
            "text",
            "count",
            "source",
            "query",
            "queryId",
            "phase",
            "confidence",
            "onset",
            "offset",
            "eventId",
            "link",
            "audio");

    /** What the templates that come with Earshot may name besides. */
    static final Set<String> INNER_NAMES =
            Stream.concat(NAMES.stream(), Stream.of("headline", "topic")).collect(Collectors.toUnmodifiableSet());

    private TemplateValues() {}

    static Map<String, String> of(Notification notification) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", notification.id());
        values.put("title", Words.title(notification));
        values.put("text", Words.body(notification));
        values.put("count", Integer.toString(notification.count()));
        values.put("link", notification.link());
        values.put("audio", WebhookBody.audio(notification));
        if (!notification.events().isEmpty()) {
            putEvent(notification.events().get(0), values);
        }
        return values;
    }

    private static void putEvent(Event event, Map<String, String> values) {
        values.put("source", event.sourceId());
        values.put("query", event.query().text());
        values.put("queryId", event.query().id());
        values.put("phase", event.phase().name());
        values.put("confidence", String.format(Locale.ROOT, "%.0f %%", 100 * event.confidence()));
        values.put("onset", SampleClock.instantOfMicros(event.onsetMicros()).toString());
        values.put("offset", SampleClock.instantOfMicros(event.offsetMicros()).toString());
        values.put("eventId", event.eventId());
    }
}
