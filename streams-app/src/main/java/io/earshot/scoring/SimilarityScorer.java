package io.earshot.scoring;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.Optional;

/** How similar a segment and a query are, by the plain formula. Safe for several threads. */
public final class SimilarityScorer {
    private final EmbeddingSpace space;
    private final ScoringWeights weights;
    private final HierarchicalAlignment levels;
    private final FactorSimilarity factors;
    private final Optional<ConfidenceAggregator> confidence;

    /** @throws IllegalArgumentException if the weights do not fit the space */
    public SimilarityScorer(EmbeddingSpace space, ScoringWeights weights) {
        this.space = space;
        this.weights = weights.requireFor(space);
        this.levels = new HierarchicalAlignment(space.levelDim(), weights.levelWeights());
        this.factors = new FactorSimilarity(space.factors(), space.factorDim());
        this.confidence = weights.confidence()
                .map(perceptron -> new ConfidenceAggregator(space.factors(), space.factorDim(), perceptron));
    }

    /**
     * S of the pair.
     *
     * @throws IllegalArgumentException if one of them is not of the scorer's space
     */
    public double score(Embedding segment, Embedding query) {
        return explain(segment, query).score();
    }

    /**
     * S of the pair and what it is made of.
     *
     * @throws IllegalArgumentException if one of them is not of the scorer's space
     */
    public ScoreDetail explain(Embedding segment, Embedding query) {
        segment.requireIn(space);
        query.requireIn(space);
        double[] levelCosines = new double[space.levels()];
        for (int level = 0; level < levelCosines.length; level++) {
            levelCosines[level] = levels.cosine(level, segment.levels(), query.levels());
        }
        double global = levels.similarity(segment.levels(), query.levels());
        double[] similarities = factors.similarities(segment.factors(), query.factors());
        double[] confidences = confidences(segment, query);
        double local = 0;
        for (int k = 0; k < similarities.length; k++) {
            local += confidences[k] * similarities[k];
        }
        double score = (1 - weights.gate()) * global + weights.gate() * local;
        return new ScoreDetail(score, global, local, levelCosines, similarities, confidences);
    }

    private double[] confidences(Embedding segment, Embedding query) {
        return confidence
                .map(aggregator -> aggregator.confidences(
                        aggregator.audioPart(segment.factors()), aggregator.textPart(query.factors())))
                .orElseGet(() -> new double[0]);
    }
}
