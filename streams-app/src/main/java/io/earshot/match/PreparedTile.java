package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQuery;
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
 * @param block the embeddings of the queries' texts; zero in the lanes of queries that cannot be scored
 * @param extras their other texts and negatives
 * @param errors by lane, for queries that cannot be scored
 */
record PreparedTile(QueryTile tile, LaneBlock block, PreparedExtras extras, Map<Integer, String> errors) {
    static PreparedTile of(QueryTile tile, BlockScorer scorer, EmbeddingSpace space) {
        Embedding nothing = new Embedding(new float[space.levelValues()], new float[space.factorValues()]);
        List<Embedding> lanes = new ArrayList<>();
        Map<Integer, String> errors = new HashMap<>();
        for (int lane = 0; lane < tile.size(); lane++) {
            try {
                lanes.add(requireScorable(tile.query(lane), space));
            } catch (IllegalArgumentException e) {
                lanes.add(nothing);
                errors.put(lane, e.getMessage());
            }
        }
        return new PreparedTile(
                tile, scorer.queries(lanes), PreparedExtras.of(tile, errors.keySet(), scorer), Map.copyOf(errors));
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
