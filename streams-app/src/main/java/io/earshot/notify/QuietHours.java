package io.earshot.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * When a receiver is not told.
 *
 * @param zone whose wall clock counts
 * @param spans of the week; empty: there are none
 * @param then what becomes of events meanwhile
 */
public record QuietHours(ZoneId zone, List<QuietSpan> spans, Then then) {
    /** What becomes of the events of quiet hours. */
    public enum Then {
        /** They are told at the end, those of one query in one source as one message. */
        HOLD,
        /** They are not told. */
        DROP
    }

    /** A Monday at midnight. */
    private static final Instant SOME_WEEK = Instant.parse("2026-01-05T00:00:00Z");

    private static final int MOST_SPANS = 32;

    /** Always told. */
    public static final QuietHours NONE = new QuietHours(ZoneOffset.UTC, List.of(), Then.HOLD);

    /** @throws IllegalArgumentException if there is no moment at which it is told */
    public QuietHours {
        spans = List.copyOf(spans);
        if (spans.size() > MOST_SPANS) {
            throw new IllegalArgumentException("quiet hours have at most " + MOST_SPANS + " spans");
        }
        if (end(zone, spans, SOME_WEEK).isEmpty()) {
            throw new IllegalArgumentException("the quiet hours cover the whole week; disable the receiver instead");
        }
    }

    /** The end of the quiet hours that hold at a time; that time itself if none do. */
    public Instant endFrom(Instant time) {
        return end(zone, spans, time).orElse(time);
    }

    /** Whether it is not told at a time. */
    public boolean isQuiet(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return spans.stream().anyMatch(span -> span.endFrom(local).isPresent());
    }

    /** Spans may follow each other: goes from end to end; empty if that takes more than a week. */
    private static Optional<Instant> end(ZoneId zone, List<QuietSpan> spans, Instant time) {
        ZonedDateTime local = time.atZone(zone);
        ZonedDateTime late = local.plusDays(8);
        while (local.isBefore(late)) {
            ZonedDateTime now = local;
            Optional<ZonedDateTime> next =
                    spans.stream().flatMap(span -> span.endFrom(now).stream()).max(ZonedDateTime::compareTo);
            if (next.isEmpty()) {
                return Optional.of(local.toInstant());
            }
            local = next.get();
        }
        return Optional.empty();
    }
}
