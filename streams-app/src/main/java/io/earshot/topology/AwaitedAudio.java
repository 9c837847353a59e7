package io.earshot.topology;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the time in which a partition's audio is awaited in vain from that in which it could not be heard: while the broker
 * does not answer, or records wait, the silence of a source says nothing of the source. Shared by all tasks; safe for several threads.
 */
public final class AwaitedAudio {
    /**
     * What lies at the end of a partition is no record if for this time none was taken and the end stayed where it is: a producer
     * with transactions writes markers there, which nobody is given. Where the end moves on, records wait for a consumer that gets none.
     */
    static final long MARKERS_MILLIS = 10_000;

    private final PartitionEnds ends;
    private final Map<Integer, At> taken = new ConcurrentHashMap<>();
    private final Map<Integer, At> told = new ConcurrentHashMap<>();

    /** An offset, and since when it is the newest. */
    private record At(long offset, long millis) {}

    public AwaitedAudio(PartitionEnds ends) {
        this.ends = ends;
    }

    /** A record was taken from a partition. */
    void take(int partition, long offset, long nowMillis) {
        taken.put(partition, new At(offset, nowMillis));
    }

    /** Whether everything that the partition held was taken, and the broker lately said so. */
    boolean isAwaited(int partition, long nowMillis) {
        OptionalLong newest = ends.newest(partition);
        if (newest.isEmpty()) {
            return false;
        }
        At end = told.compute(
                partition,
                (same, before) -> before != null && before.offset() == newest.getAsLong()
                        ? before
                        : new At(newest.getAsLong(), nowMillis));
        At last = taken.get(partition);
        return last == null
                || end.offset() <= last.offset() + 1
                || nowMillis - Math.max(last.millis(), end.millis()) >= MARKERS_MILLIS;
    }
}
