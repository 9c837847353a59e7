package io.earshot.cluster;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the records of an event lie, by its id: 24 bytes an event, and as many for free places. When there are too many, the
 * older half is forgotten. Safe for use by several threads.
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

    private int size;

    /** @param most how many events are known at a time */
    public EventIndex(int most) {
        this.most = most;
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
    public synchronized void add(String eventId, int partition, long offset) {
        if (!isId(eventId)) {
            return;
        }
        makeRoom();
        int slot = slot(key(eventId), ids);
        long place = (long) partition << OFFSET_BITS | offset;
        if (ids[slot] == 0) {
            ids[slot] = key(eventId);
            opened[slot] = place;
            newest[slot] = offset;
            size++;
        } else {
            opened[slot] = Math.min(opened[slot], place);
            newest[slot] = Math.max(newest[slot], offset);
        }
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

    /** Copies what lies at or behind an offset. */
    private void copy(int slots, long from) {
        long[] oldIds = ids;
        long[] oldOpened = opened;
        long[] oldNewest = newest;
        ids = new long[slots];
        opened = new long[slots];
        newest = new long[slots];
        size = 0;
        for (int old = 0; old < oldIds.length; old++) {
            if (oldIds[old] != 0 && oldNewest[old] >= from) {
                int slot = slot(oldIds[old], ids);
                ids[slot] = oldIds[old];
                opened[slot] = oldOpened[old];
                newest[slot] = oldNewest[old];
                size++;
            }
        }
    }
}
