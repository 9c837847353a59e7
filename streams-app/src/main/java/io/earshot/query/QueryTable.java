package io.earshot.query;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * An immutable snapshot of the queries that can be matched. A query has a slot: a lane of a tile; all tiles but the
 * last are full. A changed table shares all tiles but one or two with the table that it was made from.
 */
public final class QueryTable {
    private static final QueryTable EMPTY = new QueryTable(new QueryTile[0], SlotIndex.EMPTY);

    private final QueryTile[] tiles;
    private final SlotIndex slots;

    private QueryTable(QueryTile[] tiles, SlotIndex slots) {
        this.tiles = tiles;
        this.slots = slots;
    }

    public static QueryTable empty() {
        return EMPTY;
    }

    /** This table with a query added, or replaced if its id is there. */
    public QueryTable with(RegisteredQuery query) {
        String id = query.query().id();
        int slot = slots.slot(id);
        if (slot != SlotIndex.ABSENT) {
            return new QueryTable(put(tiles.clone(), slot, query), slots);
        }
        int free = size();
        QueryTile[] next = Arrays.copyOf(tiles, free / QueryTile.CAPACITY + 1);
        return new QueryTable(put(next, free, query), slots.with(id, free));
    }

    /** This table without a query; the last query takes its slot. */
    public QueryTable without(String queryId) {
        int slot = slots.slot(queryId);
        if (slot == SlotIndex.ABSENT) {
            return this;
        }
        int last = size() - 1;
        RegisteredQuery moved = query(last);
        QueryTile[] next = withoutLast();
        SlotIndex nextSlots = slots.without(queryId);
        if (slot == last) {
            return new QueryTable(next, nextSlots);
        }
        return new QueryTable(
                put(next, slot, moved), nextSlots.with(moved.query().id(), slot));
    }

    public Optional<RegisteredQuery> find(String queryId) {
        int slot = slots.slot(queryId);
        return slot == SlotIndex.ABSENT ? Optional.empty() : Optional.of(query(slot));
    }

    /** The queries, in the order of their ids. */
    public Collection<RegisteredQuery> queries() {
        return Arrays.stream(slotsInOrder()).mapToObj(this::query).toList();
    }

    /**
     * The slot of each query, in the order of their ids. Slot s is the lane {@code s % CAPACITY} of the tile
     * {@code s / CAPACITY}.
     */
    public int[] slotsInOrder() {
        int[] inOrder = new int[size()];
        int[] next = {0};
        slots.forEach((id, slot) -> inOrder[next[0]++] = slot);
        return inOrder;
    }

    public int size() {
        return tiles.length == 0 ? 0 : (tiles.length - 1) * QueryTile.CAPACITY + tiles[tiles.length - 1].size();
    }

    /** Number of tiles. */
    public int tiles() {
        return tiles.length;
    }

    /** A tile; the same object as in another table if nothing in it differs by origin. */
    public QueryTile tile(int index) {
        return tiles[index];
    }

    /** The query of a slot. */
    public RegisteredQuery query(int slot) {
        return tiles[slot / QueryTile.CAPACITY].query(slot % QueryTile.CAPACITY);
    }

    private QueryTile[] withoutLast() {
        int lastTile = tiles.length - 1;
        if (tiles[lastTile].size() == 1) {
            return Arrays.copyOf(tiles, lastTile);
        }
        QueryTile[] next = tiles.clone();
        next[lastTile] = tiles[lastTile].withoutLast();
        return next;
    }

    /** Puts a query in a slot. Tiles are overwritten and returned. */
    private static QueryTile[] put(QueryTile[] tiles, int slot, RegisteredQuery query) {
        int tile = slot / QueryTile.CAPACITY;
        tiles[tile] = tiles[tile] == null ? QueryTile.of(query) : tiles[tile].with(slot % QueryTile.CAPACITY, query);
        return tiles;
    }
}
