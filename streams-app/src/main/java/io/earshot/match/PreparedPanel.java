package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.LaneBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Some tiles of queries beside each other, laid out for scoring. Lane l is the lane {@code l % CAPACITY} of the tile {@code l / CAPACITY}.
 *
 * @param tiles that it was made from, all full but the last one of a table
 * @param block the embeddings of the queries' texts; zero in the lanes of queries that cannot be scored
 * @param extras their other texts and negatives
 * @param errors by lane, for queries that cannot be scored
 */
record PreparedPanel(List<QueryTile> tiles, LaneBlock block, PreparedExtras extras, Map<Integer, String> errors) {
    private static final int TILES = BlockScorer.MOST_LANES / QueryTile.CAPACITY;

    /** Panels of a table. */
    static int count(QueryTable table) {
        return (table.tiles() + TILES - 1) / TILES;
    }

    /** Slot of a panel's first lane. */
    static int firstSlot(int panel) {
        return panel * BlockScorer.MOST_LANES;
    }

    /** A panel of a table, laid out. */
    static PreparedPanel of(QueryTable table, int panel, BlockScorer scorer, EmbeddingSpace space) {
        Embedding nothing = new Embedding(new float[space.levelValues()], new float[space.factorValues()]);
        List<QueryTile> tiles = tiles(table, panel);
        List<Embedding> lanes = new ArrayList<>();
        Map<Integer, String> errors = new HashMap<>();
        List<RegisteredQuery> queries =
                tiles.stream().flatMap(tile -> tile.queries().stream()).toList();
        for (RegisteredQuery query : queries) {
            try {
                lanes.add(requireScorable(query, space));
            } catch (IllegalArgumentException e) {
                errors.put(lanes.size(), e.getMessage());
                lanes.add(nothing);
            }
        }
        return new PreparedPanel(
                tiles, scorer.queries(lanes), PreparedExtras.of(queries, errors.keySet(), scorer), Map.copyOf(errors));
    }

    private static List<QueryTile> tiles(QueryTable table, int panel) {
        List<QueryTile> tiles = new ArrayList<>();
        for (int tile = panel * TILES; tile < Math.min((panel + 1) * TILES, table.tiles()); tile++) {
            tiles.add(table.tile(tile));
        }
        return List.copyOf(tiles);
    }

    /** Whether it was made of the tiles that a table has in this place. */
    boolean isOf(QueryTable table, int panel) {
        if (tiles.size() != Math.min(TILES, table.tiles() - panel * TILES)) {
            return false;
        }
        for (int i = 0; i < tiles.size(); i++) {
            if (tiles.get(i) != table.tile(panel * TILES + i)) {
                return false;
            }
        }
        return true;
    }

    /** Lanes with a query. */
    int size() {
        int last = tiles.size() - 1;
        return last * QueryTile.CAPACITY + tiles.get(last).size();
    }

    /** Whether the query of a lane applies to a source. */
    boolean appliesTo(int lane, String sourceId) {
        return tiles.get(lane / QueryTile.CAPACITY).appliesTo(lane % QueryTile.CAPACITY, sourceId);
    }

    RegisteredQuery query(int lane) {
        return tiles.get(lane / QueryTile.CAPACITY).query(lane % QueryTile.CAPACITY);
    }

    /** @throws IllegalArgumentException if a value is not finite */
    static Embedding requireFinite(Embedding embedding) {
        requireFinite(embedding.levels());
        requireFinite(embedding.factors());
        return embedding;
    }

    /** The embedding of the query's text, if all of its texts can be scored. */
    private static Embedding requireScorable(RegisteredQuery query, EmbeddingSpace space) {
        requireScorable("other text", query.otherTexts(), space);
        requireScorable("negative", query.negatives(), space);
        return requireFinite(query.embedding().requireIn(space));
    }

    private static void requireScorable(String kind, List<EncodedText> texts, EmbeddingSpace space) {
        for (int i = 0; i < texts.size(); i++) {
            try {
                requireFinite(texts.get(i).embedding().requireIn(space));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(kind + " " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
    }

    private static void requireFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("embedding has the value " + value);
            }
        }
    }
}
