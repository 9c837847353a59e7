package io.earshot.match;

import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.scoring.BlockScorer;

/** A snapshot of the query table laid out for scoring. Immutable. */
final class PreparedTable {
    private final QueryTable table;
    private final PreparedTile[] tiles;
    private final int[] slotsInOrder;

    private PreparedTable(QueryTable table, PreparedTile[] tiles) {
        this.table = table;
        this.tiles = tiles;
        this.slotsInOrder = table.slotsInOrder();
    }

    static PreparedTable empty() {
        return new PreparedTable(QueryTable.empty(), new PreparedTile[0]);
    }

    /** This, or what another snapshot looks like; tiles that are still there are not laid out again. */
    PreparedTable forTable(QueryTable wanted, BlockScorer scorer, EmbeddingSpace space) {
        if (wanted == table) {
            return this;
        }
        PreparedTile[] next = new PreparedTile[wanted.tiles()];
        for (int i = 0; i < next.length; i++) {
            QueryTile tile = wanted.tile(i);
            boolean same = i < tiles.length && tiles[i].tile() == tile;
            next[i] = same ? tiles[i] : PreparedTile.of(tile, scorer, space);
        }
        return new PreparedTable(wanted, next);
    }

    /** The snapshot. */
    QueryTable table() {
        return table;
    }

    /** The slots of the queries in the order of their ids, so that no report needs sorting; read-only. */
    int[] slotsInOrder() {
        return slotsInOrder;
    }

    int tiles() {
        return tiles.length;
    }

    PreparedTile tile(int index) {
        return tiles[index];
    }
}
