package io.earshot.http;

import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.VerdictIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Verdicts of a test. */
final class VerdictsInMemory implements VerdictDesk {
    private final VerdictIndex index = new VerdictIndex(1_000);

    @Override
    public Optional<EventVerdict> find(String eventId) {
        return index.find(eventId);
    }

    @Override
    public List<EventVerdict> before(VerdictIndex.Spot spot, int limit, Predicate<EventVerdict> wanted) {
        return index.before(spot, limit, wanted);
    }

    @Override
    public void put(EventVerdict verdict) {
        index.put(verdict.eventId(), Optional.of(verdict));
    }

    @Override
    public boolean remove(String eventId, String by) {
        boolean isThere = index.find(eventId).isPresent();
        index.put(eventId, Optional.empty());
        return isThere;
    }
}
