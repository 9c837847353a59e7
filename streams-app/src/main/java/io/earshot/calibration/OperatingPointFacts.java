package io.earshot.calibration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** An operating point as maps, lists, texts and numbers: what a program reads of it, wherever it is told. */
public final class OperatingPointFacts {
    private OperatingPointFacts() {}

    /** Times are in UTC; what is known of the background is left out where nothing was learned of it. */
    public static Map<String, Object> of(OperatingPoint point) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("openConfidence", point.openConfidence());
        facts.put("closeConfidence", point.closeConfidence());
        facts.put("decidedBy", point.decidedBy().name());
        point.calibration().ifPresent(learned -> {
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
}
