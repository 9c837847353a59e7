package io.earshot.notify;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Explanation;
import io.earshot.decide.Subject;
import io.earshot.match.FactorShare;
import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Events of a query in a source, as a receiver is told of them. */
public final class HeardEvents {
    private final String source;
    private final StandingQuery query;
    private final Instant onset;

    private HeardEvents(String source, StandingQuery query, Instant onset) {
        this.source = source;
        this.query = query;
        this.onset = onset;
    }

    public static HeardEvents of(String source, String queryId, String text) {
        Map<String, String> labels = Map.of("site", "north", "empty", "");
        return new HeardEvents(
                source,
                new StandingQuery(queryId, text, List.of(), List.of(), List.of(), DecisionRules.DEFAULT, labels),
                Instant.parse("2026-11-30T08:15:30.123456Z"));
    }

    public HeardEvents at(Instant time) {
        return new HeardEvents(source, query, time);
    }

    public Event open(String id) {
        return event(id, EventPhase.OPEN, EndReason.NONE, Optional.empty());
    }

    public Event update(String id) {
        return event(id, EventPhase.UPDATE, EndReason.NONE, Optional.empty());
    }

    public Event close(String id) {
        return close(id, EndReason.SOUND_ENDED);
    }

    public Event close(String id, EndReason reason) {
        return event(id, EventPhase.CLOSE, reason, Optional.empty());
    }

    /** One whose explanation names many kinds of sound. */
    public Event explained(String id, int factors) {
        List<FactorShare> shares = IntStream.range(0, factors)
                .mapToObj(i -> new FactorShare(i, "kind of sound " + i, 0.5, 0.25))
                .toList();
        Explanation why = new Explanation(
                new ScorePath(List.of(0.1, 0.2, 0.3), 0.25, shares, 0.2, 0), new BackgroundFit(0.01, 0.1), 99.5, 0, 0);
        return event(id, EventPhase.OPEN, EndReason.NONE, Optional.of(why));
    }

    private Event event(String id, EventPhase phase, EndReason reason, Optional<Explanation> why) {
        long start = ChronoUnit.MICROS.between(Instant.EPOCH, onset);
        OperatingPoint point = new OperatingPoint(0.5, 0.3, DecidedBy.QUERY, Optional.empty());
        return new Event(
                phase,
                id,
                source,
                1,
                7,
                new Subject(query, "v1", "digest", point),
                start,
                start + 2_500_000,
                start + 1_000_000,
                0.875,
                0.4,
                why,
                reason);
    }

    /** A notification of one event; both have the id. */
    public static Notification told(Event event) {
        return told(event, "http://127.0.0.1:8080/events/" + event.eventId());
    }

    public static Notification told(Event event, String link) {
        return new Notification(event.eventId() + "-" + event.phase(), List.of(event), link, false);
    }
}
