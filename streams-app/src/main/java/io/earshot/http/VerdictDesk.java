package io.earshot.http;

import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.VerdictIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the API asks of verdicts. Safe for use by several threads. */
public interface VerdictDesk {
    /**
     * What is said of an event.
     *
     * @throws java.io.UncheckedIOException if the topic is still being read
     */
    Optional<EventVerdict> find(String eventId);

    /**
     * Those that are wanted before a spot, of the latest event first.
     *
     * @throws java.io.UncheckedIOException if the topic is still being read
     */
    List<EventVerdict> before(VerdictIndex.Spot spot, int limit, Predicate<EventVerdict> wanted);

    /** Writes what is said of an event; replaces what was said before. */
    void put(EventVerdict verdict);

    /**
     * Takes back what is said of an event.
     *
     * @param by who does it; empty if nobody said
     * @return whether anything was said
     */
    boolean remove(String eventId, String by);
}
