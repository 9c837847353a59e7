package io.earshot.calibration;

import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a query opens and closes events on a source. The tracker compares confidences with it.
 *
 * @param openConfidence an event opens at this confidence
 * @param closeConfidence and goes on while the confidence is at least this
 * @param decidedBy who set them
 * @param calibration of the source, if one is in force
 */
public record OperatingPoint(
        double openConfidence, double closeConfidence, DecidedBy decidedBy, Optional<Calibration> calibration) {
    /** As maps, lists, texts and numbers, for JSON. Times are in UTC; without a calibration its facts are left out. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("openConfidence", openConfidence);
        facts.put("closeConfidence", closeConfidence);
        facts.put("decidedBy", decidedBy.name());
        calibration.ifPresent(learned -> {
            facts.put("thresholdScore", learned.thresholdScore());
            facts.put("alarmsPerDay", learned.alarmsPerDay());
            facts.put("lowAlarmsPerDay", learned.lowAlarmsPerDay());
            facts.put("highAlarmsPerDay", learned.highAlarmsPerDay());
            facts.put("heardSeconds", learned.heardSeconds());
            Instant validFrom = Instant.EPOCH.plus(learned.validFromMicros(), ChronoUnit.MICROS);
            facts.put("validFrom", validFrom.toString());
            facts.put("backgroundQuantiles", learned.quantiles());
        });
        return facts;
    }

    /** For people: the opening confidence and who set it, as in "0.50, set by the query". */
    public String describe(StandingQuery query) {
        boolean lacksBackground =
                calibration.isEmpty() && query.rules().sensitivity().kind() == Sensitivity.Kind.ALARMS_PER_DAY;
        return ReadableNumbers.confidence(openConfidence) + ", set by "
                + switch (decidedBy) {
                    case QUERY -> "the query";
                    case SOURCE ->
                        "the source's own background"
                                + calibration.map(OperatingPoint::expected).orElse("");
                    case MODEL -> "the model" + (lacksBackground ? ": too little audio to learn from" : "");
                };
    }

    private static String expected(Calibration learned) {
        return String.format(
                " for %s alarms per day (%s to %s, learned from %s)",
                ReadableNumbers.rate(learned.alarmsPerDay()),
                ReadableNumbers.rate(learned.lowAlarmsPerDay()),
                ReadableNumbers.rate(learned.highAlarmsPerDay()),
                ReadableNumbers.length(learned.heardSeconds()));
    }
}
