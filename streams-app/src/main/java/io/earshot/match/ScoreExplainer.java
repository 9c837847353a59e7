package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.ScoringWeights;
import java.util.List;

/** STUB. */
public final class ScoreExplainer {
    public ScoreExplainer(EmbeddingSpace space, ScoringWeights weights) {}

    public ScorePath explain(Embedding segment, RegisteredQuery query) {
        return new ScorePath(List.of(), 0, List.of(), 0, 0);
    }
}
