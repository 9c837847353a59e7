package io.earshot.explain;

import io.earshot.segment.HopSpan;
import java.time.Duration;

/**
 * A moment of a source.
 *
 * @param sourceId of the source
 * @param atMicros audio time, microseconds since 1970
 * @param within tolerance: what happens this long before or after belongs to the moment
 */
public record Moment(String sourceId, long atMicros, Duration within) {
    /** Default tolerance: how far off people are who remember a time. */
    public static final Duration DEFAULT_WITHIN = Duration.ofSeconds(2);

    /** Greatest tolerance. */
    public static final Duration MOST_WITHIN = Duration.ofSeconds(30);

    /** Longest id of a source, in characters. */
    private static final int MAX_SOURCE_CHARS = 1_000;

    /** From 1970 to the year 9999. */
    private static final long LAST_MICROS = 253_402_300_799_000_000L;

    /** @throws IllegalArgumentException if something is out of range; the message names it */
    public Moment {
        require(
                !sourceId.isBlank() && sourceId.length() <= MAX_SOURCE_CHARS,
                "a source id must not be blank or too long");
        require(atMicros >= 0 && atMicros <= LAST_MICROS, "at " + atMicros + " us must lie between 1970 and 9999");
        require(
                !within.isNegative() && within.compareTo(MOST_WITHIN) <= 0,
                "within " + within.toMillis() / 1e3 + " s must lie between 0 and " + MOST_WITHIN.toSeconds() + " s");
    }

    /** First time that belongs to the moment. */
    public long fromMicros() {
        return atMicros - within.toMillis() * 1_000;
    }

    /** Last time that belongs to the moment. */
    public long toMicros() {
        return atMicros + within.toMillis() * 1_000;
    }

    /** Whether the new audio of a hop belongs to it. */
    boolean touches(HopSpan span) {
        return touches(span.startMicros(), span.endMicros());
    }

    /** Whether a stretch of time belongs to it, in part. */
    boolean touches(long startMicros, long endMicros) {
        return startMicros <= toMicros() && endMicros > fromMicros();
    }

    /** Distance from a stretch of time, in microseconds; 0 inside it. */
    long distance(long startMicros, long endMicros) {
        return Math.max(0, Math.max(startMicros - atMicros, atMicros - endMicros));
    }

    private static void require(boolean ok, String message) {
        if (!ok) {
            throw new IllegalArgumentException(message);
        }
    }
}
