package io.earshot.register;

import io.earshot.embedding.Embedding;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.LaneBlock;
import java.util.ArrayList;
import java.util.List;

/** The texts of a snapshot of the query table, their highest levels laid out to be compared with many texts at once. Immutable. */
final class KnownTexts {
    /** Tiles that are laid out together; what changes in one lays out all of them again. */
    private static final int TILES = BlockScorer.MOST_LANES / QueryTile.CAPACITY;

    private static final KnownTexts NONE = new KnownTexts(QueryTable.empty(), List.of());

    private final QueryTable table;
    private final List<Group> groups;

    private KnownTexts(QueryTable table, List<Group> groups) {
        this.table = table;
        this.groups = groups;
    }

    static KnownTexts none() {
        return NONE;
    }

    /** This, or what another snapshot looks like; what did not change is not laid out again. */
    KnownTexts forTable(QueryTable wanted, HighestLevel level) {
        if (wanted == table) {
            return this;
        }
        List<Group> next = new ArrayList<>();
        for (int first = 0; first < wanted.tiles(); first += TILES) {
            List<QueryTile> tiles = new ArrayList<>();
            for (int tile = first; tile < Math.min(first + TILES, wanted.tiles()); tile++) {
                tiles.add(wanted.tile(tile));
            }
            int place = next.size();
            boolean isSame = place < groups.size() && groups.get(place).isOf(tiles);
            next.add(isSame ? groups.get(place) : Group.of(tiles, level));
        }
        return new KnownTexts(wanted, List.copyOf(next));
    }

    /** All texts, some at a time. */
    List<Block> blocks() {
        return groups.stream().flatMap(group -> group.blocks.stream()).toList();
    }

    /**
     * Texts of queries.
     *
     * @param lanes their highest levels
     * @param queries of the text in each lane
     */
    record Block(LaneBlock lanes, List<RegisteredQuery> queries) {}

    private record Group(List<QueryTile> tiles, List<Block> blocks) {
        static Group of(List<QueryTile> tiles, HighestLevel level) {
            List<Embedding> texts = new ArrayList<>();
            List<RegisteredQuery> queries = new ArrayList<>();
            for (QueryTile tile : tiles) {
                for (RegisteredQuery query : tile.queries()) {
                    for (EncodedText text : query.texts()) {
                        level.of(text.embedding()).ifPresent(highest -> {
                            texts.add(highest);
                            queries.add(query);
                        });
                    }
                }
            }
            List<Block> blocks = new ArrayList<>();
            for (int from = 0; from < texts.size(); from += BlockScorer.MOST_LANES) {
                int to = Math.min(from + BlockScorer.MOST_LANES, texts.size());
                blocks.add(new Block(
                        level.scorer().queries(texts.subList(from, to)), List.copyOf(queries.subList(from, to))));
            }
            return new Group(List.copyOf(tiles), List.copyOf(blocks));
        }

        boolean isOf(List<QueryTile> others) {
            if (tiles.size() != others.size()) {
                return false;
            }
            for (int i = 0; i < tiles.size(); i++) {
                if (tiles.get(i) != others.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
