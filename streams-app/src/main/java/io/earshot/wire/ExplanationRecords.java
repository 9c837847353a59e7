package io.earshot.wire;

import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;
import io.earshot.schema.Explanation;
import io.earshot.schema.FactorShare;
import java.util.List;

/** Between explanations and their Avro form. */
final class ExplanationRecords {
    private ExplanationRecords() {}

    static Explanation toWire(io.earshot.decide.Explanation why) {
        ScorePath path = why.path();
        return Explanation.newBuilder()
                .setLevelScores(
                        path.levelScores().stream().map(Double::floatValue).toList())
                .setFactors(
                        path.factors().stream().map(ExplanationRecords::toWire).toList())
                .setAlignmentScore(path.alignmentScore())
                .setFactorScore(path.factorScore())
                .setNegativePenalty(path.penalty())
                .setEvidenceStartMicros(why.evidenceStartMicros())
                .setEvidenceEndMicros(why.evidenceEndMicros())
                .setBackgroundPercentile(why.backgroundPercentile())
                .setBackgroundMean(why.background().mean())
                .setBackgroundDeviation(why.background().deviation())
                .build();
    }

    static io.earshot.decide.Explanation toProgram(Explanation found) {
        List<Double> levels =
                found.getLevelScores().stream().map(Float::doubleValue).toList();
        ScorePath path = new ScorePath(
                levels,
                found.getAlignmentScore(),
                found.getFactors().stream().map(ExplanationRecords::toProgram).toList(),
                found.getFactorScore(),
                found.getNegativePenalty());
        Double percentile = found.getBackgroundPercentile();
        return new io.earshot.decide.Explanation(
                path,
                new BackgroundFit(found.getBackgroundMean(), found.getBackgroundDeviation()),
                percentile == null ? Double.NaN : percentile,
                found.getEvidenceStartMicros(),
                found.getEvidenceEndMicros());
    }

    private static FactorShare toWire(io.earshot.match.FactorShare share) {
        return new FactorShare(
                share.factor(), share.name(), (float) share.factorConfidence(), (float) share.similarity());
    }

    private static io.earshot.match.FactorShare toProgram(FactorShare found) {
        return new io.earshot.match.FactorShare(
                found.getFactor(), found.getName(), found.getFactorConfidence(), found.getSimilarity());
    }
}
