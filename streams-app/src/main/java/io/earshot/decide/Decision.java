package io.earshot.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of the tracker decided.
 *
 * @param events to put out, in order
 * @param nearMisses to put out, the nearest first
 * @param changed by query id: what the tracker now remembers of the queries of which that changed, empty where it is nothing
 * @param ledger the near misses that wait, if they changed
 */
public record Decision(
        List<Event> events,
        List<NearMiss> nearMisses,
        Map<String, Optional<TrackedSound>> changed,
        Optional<NearMissLedger> ledger) {}
