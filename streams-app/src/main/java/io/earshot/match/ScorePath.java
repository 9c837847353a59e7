package io.earshot.match;

import java.util.List;

/**
 * The parts of a score.
 *
 * @param levelScores cosine of segment and query at each level, low to high
 * @param alignmentScore their weighted sum (THA)
 * @param factors what each factor gave, those that add or take most first (DCR and CA)
 * @param factorScore their sum, weighted by their confidences
 * @param penalty what the negatives took off
 */
public record ScorePath(
        List<Double> levelScores,
        double alignmentScore,
        List<FactorShare> factors,
        double factorScore,
        double penalty) {
    public ScorePath {
        levelScores = List.copyOf(levelScores);
        factors = List.copyOf(factors);
    }
}
