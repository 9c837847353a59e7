package io.earshot.calibration;

import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import java.util.Optional;

/** From scores to confidences, and from a query's sensitivity to its operating point on a source. Safe for several threads. */
public final class OperatingPoints {
    private final ConfidenceCurve curve;
    private final LiveCalibrations calibrations;

    public OperatingPoints(ConfidenceCurve curve, LiveCalibrations calibrations) {
        this.curve = curve;
        this.calibrations = calibrations;
    }

    /** Without calibrations of sources: that of the model holds. */
    public static OperatingPoints shipped(ConfidenceCurve curve) {
        return new OperatingPoints(curve, new LiveCalibrations());
    }

    /** The calibrated score of a query, in (0, 1). */
    public double confidence(RegisteredQuery query, double score) {
        return curve.confidence(score, query.background());
    }

    /** Where the query opens and closes on a source, at an audio time in microseconds since 1970. */
    public OperatingPoint of(String sourceId, RegisteredQuery query, long atMicros) {
        DecisionRules rules = query.query().rules();
        return switch (rules.sensitivity().kind()) {
            case PROBABILITY -> byRules(rules, DecidedBy.QUERY, Optional.empty());
            case RAW_SCORE -> at(query, rules.sensitivity().value(), DecidedBy.QUERY, Optional.empty());
            case ALARMS_PER_DAY ->
                find(sourceId, query, atMicros)
                        .map(found -> at(query, found.thresholdScore(), DecidedBy.SOURCE, Optional.of(found)))
                        .orElseGet(() -> byRules(rules, DecidedBy.MODEL, Optional.empty()));
            case DEFAULT -> {
                Optional<Calibration> found = find(sourceId, query, atMicros);
                yield found.map(heard -> at(query, heard.thresholdScore(), DecidedBy.SOURCE, found))
                        .filter(point -> point.openConfidence() > rules.openConfidence())
                        .orElseGet(() -> byRules(rules, DecidedBy.MODEL, found));
            }
        };
    }

    private Optional<Calibration> find(String sourceId, RegisteredQuery query, long atMicros) {
        return calibrations.find(sourceId, query.query().id(), query.version(), atMicros);
    }

    private OperatingPoint at(
            RegisteredQuery query, double score, DecidedBy decidedBy, Optional<Calibration> calibration) {
        double open = confidence(query, score);
        return new OperatingPoint(open, open * query.query().rules().closePart(), decidedBy, calibration);
    }

    private static OperatingPoint byRules(DecisionRules rules, DecidedBy decidedBy, Optional<Calibration> calibration) {
        return new OperatingPoint(rules.openConfidence(), rules.closeConfidence(), decidedBy, calibration);
    }
}
