package io.earshot.notify.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.notify.Notification;
import io.earshot.notify.Words;
import io.earshot.notify.http.HttpPost;
import io.earshot.notify.http.PostForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest event of a notification as an alert. Its labels are those of the query in the source, so that one that is heard
 * again is the same alert; what differs from event to event stands in annotations.
 *
 * @param alertname of all alerts
 * @param lasts how long an open alert is valid
 * @param headers of each request
 * @param clock says how long that is
 */
record AlertForm(String alertname, Duration lasts, Map<String, String> headers, Clock clock) implements PostForm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TEST = Duration.ofSeconds(30);

    @Override
    public HttpPost of(Notification notification) {
        Map<String, Object> alert = notification.events().isEmpty() || notification.isTest()
                ? test()
                : alert(notification, newest(notification));
        if (!notification.link().isEmpty()) {
            alert.put("generatorURL", notification.link());
        }
        try {
            return new HttpPost(headers, JSON.writeValueAsBytes(List.of(alert)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Event newest(Notification notification) {
        return notification.events().get(notification.events().size() - 1);
    }

    private Map<String, Object> alert(Notification notification, Event event) {
        Instant start = SampleClock.instantOfMicros(event.onsetMicros());
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", labels(alertname, event));
        alert.put("annotations", annotations(notification, event));
        alert.put("startsAt", start.toString());
        alert.put("endsAt", end(event, start).toString());
        return alert;
    }

    /** Of an open one: later than now, else Alertmanager would take it for resolved. */
    private Instant end(Event event, Instant start) {
        if (event.phase() != EventPhase.CLOSE) {
            Instant valid = clock.instant().plus(lasts);
            return valid.isAfter(start) ? valid : start.plus(lasts);
        }
        Instant end = SampleClock.instantOfMicros(event.offsetMicros());
        return end.isBefore(start) ? start : end;
    }

    private Map<String, Object> test() {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", Map.of("alertname", alertname, "query", "test", "source", "test"));
        alert.put("annotations", Map.of("summary", "Somebody asked Earshot to send this, to see whether it arrives."));
        alert.put("endsAt", clock.instant().plus(TEST).toString());
        return alert;
    }

    /** Without empty values, which would vanish, and with the names that Prometheus takes. Earshot's own names win. */
    static Map<String, String> labels(String alertname, Event event) {
        Map<String, String> labels = new TreeMap<>();
        event.query().labels().forEach((name, value) -> {
            String known = name.replaceAll("[^a-zA-Z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
            if (!value.isBlank() && !known.isEmpty()) {
                labels.put(known, value);
            }
        });
        labels.put("alertname", alertname);
        labels.put("query", event.queryId());
        labels.put("source", event.sourceId());
        return labels;
    }

    private static Map<String, String> annotations(Notification notification, Event event) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", Words.title(notification));
        annotations.put("description", Words.body(notification));
        annotations.put("query_text", event.query().text());
        annotations.put("confidence", String.format(Locale.ROOT, "%.2f", event.confidence()));
        annotations.put("event_id", event.eventId());
        annotations.put("notification_id", notification.id());
        return annotations;
    }
}
