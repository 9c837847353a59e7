package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.QueryTile;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.LaneBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tile of queries laid out for scoring.
 *
 * @param tile that it was made from
 * @param block its embeddings; zero in the lanes of queries that cannot be scored
 * @param errors by lane, for queries that cannot be scored
 */
record PreparedTile(QueryTile tile, LaneBlock block, Map<Integer, String> errors) {
    static PreparedTile of(QueryTile tile, BlockScorer scorer, EmbeddingSpace space) {
        Embedding nothing = new Embedding(new float[space.levelValues()], new float[space.factorValues()]);
        List<Embedding> lanes = new ArrayList<>();
        Map<Integer, String> errors = new HashMap<>();
        for (int lane = 0; lane < tile.size(); lane++) {
            Embedding embedding = tile.query(lane).embedding();
            try {
                lanes.add(requireFinite(embedding.requireIn(space)));
            } catch (IllegalArgumentException e) {
                lanes.add(nothing);
                errors.put(lane, e.getMessage());
            }
        }
        return new PreparedTile(tile, scorer.queries(lanes), Map.copyOf(errors));
    }

    /** @throws IllegalArgumentException if a value is not finite */
    static Embedding requireFinite(Embedding embedding) {
        requireFinite(embedding.levels());
        requireFinite(embedding.factors());
        return embedding;
    }

    private static void requireFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("embedding has the value " + value);
            }
        }
    }
}
