package io.earshot.cluster;

import io.earshot.segment.HopSpan;
import io.earshot.wire.StoredSegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The segments of one source found while its partition was read, in the order of the topic. Not safe for use by several
 * threads.
 */
public final class SegmentsFound {
    /** Audio appended within this time of its capture is live. */
    private static final long LIVE_MILLIS = 15 * 60_000;

    private static final long NONE = Long.MIN_VALUE;

    private final long fromMicros;
    private final long toMicros;
    private final Map<Place, Kept> byPlace = new LinkedHashMap<>();
    private long earliestMicros = Long.MAX_VALUE;
    private long latestMicros = NONE;
    private boolean sawBefore;
    private boolean sawLiveAfter;

    SegmentsFound(long fromMicros, long toMicros) {
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
    }

    /** Adds a segment of the source. */
    void take(StoredSegment segment, long appendMillis) {
        HopSpan span = segment.segment().span();
        earliestMicros = Math.min(earliestMicros, span.startMicros());
        latestMicros = Math.max(latestMicros, span.endMicros());
        if (span.endMicros() < fromMicros) {
            sawBefore = true;
        } else if (span.startMicros() > toMicros) {
            sawLiveAfter |= Math.abs(appendMillis - span.endMicros() / 1_000) < LIVE_MILLIS;
        } else {
            Place place = new Place(segment.modelDigest(), span.epochId(), span.gridIndex());
            // A recording that is published again is encoded again: the latest counts.
            byPlace.remove(place);
            byPlace.put(place, new Kept(segment, appendMillis));
        }
    }

    /** Adds the findings of an earlier part of the topic. */
    void prepend(SegmentsFound before) {
        Map<Place, Kept> after = new LinkedHashMap<>(byPlace);
        byPlace.clear();
        byPlace.putAll(before.byPlace);
        byPlace.keySet().removeAll(after.keySet());
        byPlace.putAll(after);
        earliestMicros = Math.min(earliestMicros, before.earliestMicros);
        latestMicros = Math.max(latestMicros, before.latestMicros);
        sawBefore |= before.sawBefore;
        sawLiveAfter |= before.sawLiveAfter;
    }

    /** Epochs that played beside each other lie mixed in the topic: here each is whole, in the order of their first segments. */
    public List<StoredSegment> segments() {
        Map<Long, List<StoredSegment>> byEpoch = new LinkedHashMap<>();
        byPlace.forEach((place, kept) -> byEpoch.computeIfAbsent(place.epochId, first -> new ArrayList<>())
                .add(kept.segment));
        return byEpoch.values().stream().flatMap(List::stream).toList();
    }

    /** When the first segment that ends after an audio time was appended, milliseconds since 1970. */
    public OptionalLong appendMillis(long atMicros) {
        return byPlace.values().stream()
                .filter(kept -> kept.segment.segment().span().endMicros() > atMicros)
                .mapToLong(Kept::appendMillis)
                .min();
    }

    /** When the first of the segments was appended, milliseconds since 1970; 0 if there is none. */
    public long firstAppendMillis() {
        return byPlace.values().stream().mapToLong(Kept::appendMillis).min().orElse(0);
    }

    /** When the last was; 0 if there is none. */
    public long lastAppendMillis() {
        return byPlace.values().stream().mapToLong(Kept::appendMillis).max().orElse(0);
    }

    /** Whether later live audio was read: live audio of the span would have come before it. */
    boolean isPast() {
        return sawLiveAfter;
    }

    /** Whether audio from before the span was read. */
    public boolean reachesBack() {
        return sawBefore;
    }

    /** Whether any audio of the source was read. */
    public boolean knowsSource() {
        return latestMicros != NONE;
    }

    /** Start of the earliest audio read, audio time. */
    public long earliestMicros() {
        return earliestMicros;
    }

    /** End of the latest audio read, audio time. */
    public long latestMicros() {
        return latestMicros;
    }

    private record Kept(StoredSegment segment, long appendMillis) {}

    private record Place(String modelDigest, long epochId, long gridIndex) {}
}
