package io.earshot.preview;

import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request for a preview.
 *
 * @param query to try, on the sources that it names; empty: a registered one
 * @param registeredId of the registered query, if none is tried
 * @param onlySources patterns of sources; empty: all
 * @param sinceMicros audio time at which the preview starts, microseconds since 1970; empty: the service's default
 * @param newest most events to list
 */
public record PreviewRequest(
        Optional<StandingQuery> query,
        Optional<String> registeredId,
        List<String> onlySources,
        OptionalLong sinceMicros,
        int newest) {
    /** Default number of events to list. */
    public static final int DEFAULT_NEWEST = 20;

    /** Greatest number of events to list. */
    public static final int MOST_NEWEST = 1_000;

    /** From 1970 to the year 9999. */
    private static final long LAST_MICROS = 253_402_300_799_000_000L;

    /** @throws IllegalArgumentException if something is out of range; the message names it */
    public PreviewRequest {
        onlySources = List.copyOf(onlySources);
        require(query.isPresent() != registeredId.isPresent(), "needs a text, or the id of a registered query");
        require(
                newest >= 0 && newest <= MOST_NEWEST,
                "events " + newest + " must be a number from 0 to " + MOST_NEWEST);
        long since = sinceMicros.orElse(0);
        require(since >= 0 && since <= LAST_MICROS, "since " + since + " us must lie between 1970 and 9999");
    }

    private static void require(boolean ok, String message) {
        if (!ok) {
            throw new IllegalArgumentException(message);
        }
    }
}
