package io.earshot.notify.alertmanager;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.notify.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts that last, by query and source, each with its newest open event. Two events of one query in one source can
 * overlap for a moment, when the query changes: the alert lasts until the last of them ends. Not thread-safe.
 */
final class OpenAlerts {
    private record Lasting(Notification notification, Instant news) {}

    private final Map<List<String>, Map<String, Lasting>> alerts = new LinkedHashMap<>();
    private final Duration forgetAfter;

    /** @param forgetAfter how long an alert may last without any news of it */
    OpenAlerts(Duration forgetAfter) {
        this.forgetAfter = forgetAfter;
    }

    /** Takes an event down; what Alertmanager is to be told, which of an end may be that another event lasts. */
    Notification take(Notification one, Instant now) {
        Event event = one.events().get(0);
        Map<String, Lasting> events = alerts.computeIfAbsent(key(event), key -> new LinkedHashMap<>());
        if (event.phase() != EventPhase.CLOSE) {
            events.put(event.eventId(), new Lasting(one, now));
            return one;
        }
        events.remove(event.eventId());
        if (events.isEmpty()) {
            alerts.remove(key(event));
            return one;
        }
        return newest(events).notification();
    }

    /** Replaces all: what other processes tell of is theirs. */
    void replace(List<Notification> open, Instant now) {
        alerts.clear();
        open.forEach(one -> take(one, now));
    }

    List<List<String>> keys(Instant now) {
        alerts.values()
                .forEach(events -> events.values()
                        .removeIf(
                                lasting -> Duration.between(lasting.news(), now).compareTo(forgetAfter) > 0));
        alerts.values().removeIf(Map::isEmpty);
        return new ArrayList<>(alerts.keySet());
    }

    /** What is to be told again of an alert; empty if it ended meanwhile. */
    Optional<Notification> at(List<String> key) {
        return Optional.ofNullable(alerts.get(key)).map(OpenAlerts::newest).map(Lasting::notification);
    }

    private static Lasting newest(Map<String, Lasting> events) {
        return events.values().stream().reduce((first, second) -> second).orElseThrow();
    }

    private static List<String> key(Event event) {
        return List.of(event.queryId(), event.sourceId());
    }
}
