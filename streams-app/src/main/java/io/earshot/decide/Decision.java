package io.earshot.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Result of a step of the tracker.
 *
 * @param events to emit, in order
 * @param nearMisses to emit, the nearest first
 * @param changed the new state of each query whose state changed, by id; empty where there is none any more
 * @param ledger near misses not yet emitted, if they changed
 */
public record Decision(
        List<Event> events,
        List<NearMiss> nearMisses,
        Map<String, Optional<TrackedSound>> changed,
        Optional<NearMissLedger> ledger) {}
