package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.history.EventDensity;
import io.earshot.history.Wanted;
import io.earshot.query.SourceFilter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the records of an event lie, by its id, and when, of which query and in which source it began: 40 bytes an event, and as
 * many for free places. When there are too many, the older half is forgotten. Safe for use by several threads.
 */
public final class EventIndex {
    /** Room for half as many more than are kept. */
    private static final double MOST_LOAD = 2 / 3.0;

    private static final int FIRST_SLOTS = 1 << 12;
    private static final int OFFSET_BITS = 44;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final int most;
    /** The first half of each id; 0: a free slot. */
    private long[] ids = new long[FIRST_SLOTS];
    /** Partition and offset of the first record. */
    private long[] opened = new long[FIRST_SLOTS];
    /** Offset of the newest. */
    private long[] newest = new long[FIRST_SLOTS];

    /** Audio time, microseconds since 1970, as the newest record says it. */
    private long[] onsets = new long[FIRST_SLOTS];
    /** Numbers of {@link #names}. */
    private int[] sources = new int[FIRST_SLOTS];

    private int[] queries = new int[FIRST_SLOTS];
    private NumberedNames names = new NumberedNames();
    private boolean hasForgotten;
    private int size;

    /** @param most how many events are known at a time */
    public EventIndex(int most) {
        this.most = most;
    }

    /** Shares the arrays of another, which takes new ones. */
    private EventIndex(EventIndex other) {
        this.most = other.most;
        this.ids = other.ids;
        this.opened = other.opened;
        this.newest = other.newest;
        this.onsets = other.onsets;
        this.sources = other.sources;
        this.queries = other.queries;
        this.names = other.names;
    }

    /**
     * Where an event lies.
     *
     * @param partition of its records
     * @param first offset of the first one that is known
     * @param last offset of the newest
     */
    record Extent(int partition, long first, long last) {}

    /** Whether this is the form of an event's id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Adds a record of an event; they may come in any order. */
    public synchronized void add(Event event, int partition, long offset) {
        if (!isId(event.eventId())) {
            return;
        }
        makeRoom();
        long key = key(event.eventId());
        int slot = slot(key, ids);
        long place = (long) partition << OFFSET_BITS | offset;
        if (ids[slot] == 0) {
            ids[slot] = key;
            opened[slot] = place;
            sources[slot] = names.number(event.sourceId());
            queries[slot] = names.number(event.queryId());
            newest[slot] = -1;
            size++;
        }
        opened[slot] = Math.min(opened[slot], place);
        if (offset > newest[slot]) {
            newest[slot] = offset;
            onsets[slot] = event.onsetMicros();
        }
    }

    /**
     * Counts events by when they began. Takes some 10 ms for a million.
     *
     * @param begin where each partition begins by now: events that opened before are no longer kept
     * @param wanted by source and query; its confidence is not looked at
     */
    synchronized EventDensity density(Map<Integer, Long> begin, Wanted wanted, EventDensity.Axis axis) {
        boolean[] isSource = names.matching(SourceFilter.of(wanted.sources()));
        boolean[] isQuery = names.matching(SourceFilter.of(wanted.queries()));
        long[] first = firstOffsets(begin);
        int[] counts = new int[axis.buckets()];
        for (int slot = 0; slot < ids.length; slot++) {
            if (ids[slot] != 0 && isSource[sources[slot]] && isQuery[queries[slot]] && axis.has(onsets[slot])) {
                int partition = (int) (opened[slot] >>> OFFSET_BITS);
                boolean isKept = partition >= first.length || (opened[slot] & OFFSET_MASK) >= first[partition];
                counts[axis.bucket(onsets[slot])] += isKept ? 1 : 0;
            }
        }
        return new EventDensity(axis, counts, !hasForgotten);
    }

    /** By partition. */
    private static long[] firstOffsets(Map<Integer, Long> begin) {
        int partitions =
                begin.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        long[] first = new long[partitions];
        begin.forEach((partition, offset) -> first[partition] = offset);
        return first;
    }

    synchronized Optional<Extent> find(String eventId) {
        int slot = slot(key(eventId), ids);
        if (ids[slot] == 0) {
            return Optional.empty();
        }
        return Optional.of(new Extent((int) (opened[slot] >>> OFFSET_BITS), opened[slot] & OFFSET_MASK, newest[slot]));
    }

    /** How many events are known. */
    public synchronized int size() {
        return size;
    }

    /** Half of a SHA-256: two of a million events have the same with a probability of 3 in 100 million. */
    private static long key(String eventId) {
        long key = Long.parseUnsignedLong(eventId.substring(0, 16), 16);
        return key == 0 ? 1 : key;
    }

    private static int slot(long key, long[] ids) {
        int slot = (int) (key >>> 32) & ids.length - 1;
        while (ids[slot] != 0 && ids[slot] != key) {
            slot = slot + 1 & ids.length - 1;
        }
        return slot;
    }

    private void makeRoom() {
        if (size >= most) {
            hasForgotten = true;
            copy(ids.length, middle());
        }
        if (size + 1 > MOST_LOAD * ids.length) {
            copy(2 * ids.length, Long.MIN_VALUE);
        }
    }

    /** Half of the events have a newest record before this offset, in whatever partition. */
    private long middle() {
        long[] offsets = new long[size];
        int count = 0;
        for (int slot = 0; slot < ids.length; slot++) {
            if (ids[slot] != 0) {
                offsets[count++] = newest[slot];
            }
        }
        Arrays.sort(offsets);
        return offsets[size / 2] + 1;
    }

    /** Copies what lies at or behind an offset; names that nobody has any more go, too. */
    private void copy(int slots, long from) {
        EventIndex old = new EventIndex(this);
        ids = new long[slots];
        opened = new long[slots];
        newest = new long[slots];
        onsets = new long[slots];
        sources = new int[slots];
        queries = new int[slots];
        names = new NumberedNames();
        size = 0;
        for (int slot = 0; slot < old.ids.length; slot++) {
            if (old.ids[slot] != 0 && old.newest[slot] >= from) {
                copy(old, slot);
            }
        }
    }

    private void copy(EventIndex old, int from) {
        int slot = slot(old.ids[from], ids);
        ids[slot] = old.ids[from];
        opened[slot] = old.opened[from];
        newest[slot] = old.newest[from];
        onsets[slot] = old.onsets[from];
        sources[slot] = names.number(old.names.name(old.sources[from]));
        queries[slot] = names.number(old.names.name(old.queries[from]));
        size++;
    }
}
