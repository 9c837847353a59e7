package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.query.EncodedText;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.ScoreDetail;
import io.earshot.scoring.ScoringWeights;
import io.earshot.scoring.SimilarityScorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Explains a match by the plain formula; for the few matches that matter. Safe for several threads. */
public final class ScoreExplainer {
    private final EmbeddingSpace space;
    private final SimilarityScorer scorer;
    private final List<String> factorNames;

    /**
     * @param factorNames words nearest to each factor, K of them, or none
     * @throws IllegalArgumentException if the weights or the names do not fit the space
     */
    public ScoreExplainer(EmbeddingSpace space, ScoringWeights weights, List<String> factorNames) {
        if (!factorNames.isEmpty() && factorNames.size() != space.factors()) {
            throw new IllegalArgumentException(
                    factorNames.size() + " factor names, the space has " + space.factors() + " factors");
        }
        this.space = space;
        this.scorer = new SimilarityScorer(space, weights);
        this.factorNames = List.copyOf(factorNames);
    }

    /**
     * The score path of the query's text that is most similar to the segment. Numbers that travel as floats are rounded to
     * them, so that an explanation is the same before and after its journey.
     *
     * @param segment Not modified.
     * @throws IllegalArgumentException if one of them is not of the explainer's space
     */
    public ScorePath explain(Embedding segment, Match match) {
        ScoreDetail detail = scorer.explain(segment, bestText(segment, match.query()));
        List<Double> levels = new ArrayList<>();
        for (double cosine : detail.levelCosines()) {
            levels.add((double) (float) cosine);
        }
        return new ScorePath(
                levels, detail.levelSimilarity(), factors(detail), detail.factorSimilarity(), match.penalty());
    }

    /**
     * How similar each token of a segment is to the query at the highest level: {@code [tokens]}, oldest first, each in
     * [-1, 1]. Empty if the segment's tokens are not known.
     *
     * @param segment Not modified.
     */
    public float[] tokenScores(SegmentEmbedding segment, RegisteredQuery query) {
        int dim = space.levelDim();
        float[] tokens = segment.tokenLevels();
        float[] scores = new float[tokens.length / dim];
        if (scores.length == 0) {
            return scores;
        }
        float[] text = bestText(segment.embedding(), query).levels();
        int textFrom = text.length - dim;
        for (int token = 0; token < scores.length; token++) {
            double sum = 0;
            for (int i = 0; i < dim; i++) {
                sum += (double) tokens[token * dim + i] * text[textFrom + i];
            }
            scores[token] = (float) sum;
        }
        return scores;
    }

    /** The negative that a segment scores highest on, compared with its own background; empty if the query has none. */
    public Optional<String> strongestNegative(Embedding segment, RegisteredQuery query) {
        String strongest = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < query.negatives().size(); i++) {
            EncodedText negative = query.negatives().get(i);
            double score = scorer.score(segment, negative.embedding());
            double z = (score - negative.background().mean())
                    / negative.background().deviation();
            if (z > most) {
                most = z;
                strongest = query.query().negatives().get(i);
            }
        }
        return Optional.ofNullable(strongest);
    }

    private Embedding bestText(Embedding segment, RegisteredQuery query) {
        Embedding best = query.embedding();
        if (query.otherTexts().isEmpty()) {
            return best;
        }
        double most = scorer.score(segment, best);
        for (EncodedText other : query.otherTexts()) {
            double score = scorer.score(segment, other.embedding());
            if (score > most) {
                most = score;
                best = other.embedding();
            }
        }
        return best;
    }

    private List<FactorShare> factors(ScoreDetail detail) {
        List<FactorShare> shares = new ArrayList<>();
        for (int k = 0; k < detail.factorConfidences().length; k++) {
            String name = factorNames.isEmpty() ? "" : factorNames.get(k);
            shares.add(new FactorShare(
                    k, name, (float) detail.factorConfidences()[k], (float) detail.factorSimilarities()[k]));
        }
        shares.sort(Comparator.comparingDouble((FactorShare share) -> Math.abs(share.contribution()))
                .reversed()
                .thenComparing(FactorShare::factor));
        return shares;
    }
}
