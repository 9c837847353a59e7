package io.earshot.register;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.ScoringWeights;
import java.util.Arrays;
import java.util.Optional;

/** The highest level of embeddings, as a space of its own, in which a score is a cosine. */
final class HighestLevel {
    private final EmbeddingSpace space;
    private final BlockScorer scorer;

    HighestLevel(EmbeddingSpace space) {
        this.space = space;
        this.scorer = new BlockScorer(
                new EmbeddingSpace(space.modelDigest(), 1, space.levelDim(), 0, 0),
                new ScoringWeights(new float[] {1}, 0, 1, Optional.empty()));
    }

    /** Of an embedding; nothing if it is of another space, and so near to nothing. */
    Optional<Embedding> of(Embedding embedding) {
        int to = space.levelValues();
        return embedding.levels().length == to
                ? Optional.of(
                        new Embedding(Arrays.copyOfRange(embedding.levels(), to - space.levelDim(), to), new float[0]))
                : Optional.empty();
    }

    BlockScorer scorer() {
        return scorer;
    }
}
