package io.earshot.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Verdicts by event and by time, in memory: some 600 bytes each. When there are too many, those of the earliest events are
 * forgotten. Safe for use by several threads.
 */
public final class VerdictIndex {
    private final int most;
    private final Map<String, EventVerdict> byEvent = new HashMap<>();
    private final NavigableMap<Spot, EventVerdict> byTime = new TreeMap<>();

    /** @param most how many are known at a time */
    public VerdictIndex(int most) {
        this.most = most;
    }

    /**
     * Where a verdict stands in lists.
     *
     * @param onsetMicros of the event, microseconds since 1970
     * @param eventId parts those of one time
     */
    public record Spot(long onsetMicros, String eventId) implements Comparable<Spot> {
        /** Behind all others. */
        public static final Spot END = new Spot(Long.MAX_VALUE, "");

        static Spot of(EventVerdict verdict) {
            return new Spot(verdict.onsetMicros(), verdict.eventId());
        }

        @Override
        public int compareTo(Spot other) {
            return Comparator.comparingLong(Spot::onsetMicros)
                    .thenComparing(Spot::eventId)
                    .compare(this, other);
        }
    }

    /**
     * Replaces what is known of an event.
     *
     * @param verdict empty: it is taken back, or cannot be read
     * @return an event whose verdict is forgotten to make room
     */
    public synchronized Optional<String> put(String eventId, Optional<EventVerdict> verdict) {
        Optional.ofNullable(byEvent.remove(eventId)).ifPresent(before -> byTime.remove(Spot.of(before)));
        verdict.ifPresent(now -> {
            byEvent.put(eventId, now);
            byTime.put(Spot.of(now), now);
        });
        if (byTime.size() <= most) {
            return Optional.empty();
        }
        String forgotten = byTime.pollFirstEntry().getKey().eventId();
        byEvent.remove(forgotten);
        return Optional.of(forgotten);
    }

    /** What is said of an event. */
    public synchronized Optional<EventVerdict> find(String eventId) {
        return Optional.ofNullable(byEvent.get(eventId));
    }

    /** Those that are wanted before a spot, of the latest event first. */
    public synchronized List<EventVerdict> before(Spot spot, int limit, Predicate<EventVerdict> wanted) {
        List<EventVerdict> found = new ArrayList<>();
        for (EventVerdict verdict : byTime.headMap(spot, false).descendingMap().values()) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.test(verdict)) {
                found.add(verdict);
            }
        }
        return found;
    }
}
