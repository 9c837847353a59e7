package io.earshot.calibration;

import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;

/** Formats operating points for people. */
public final class OperatingPointText {
    private OperatingPointText() {}

    /** The opening confidence and who set it: "0.50, set by the query". */
    public static String of(OperatingPoint point, StandingQuery query) {
        return ReadableNumbers.confidence(point.openConfidence()) + ", set by "
                + switch (point.decidedBy()) {
                    case QUERY -> "the query";
                    case SOURCE ->
                        "the source's own background"
                                + point.calibration()
                                        .map(OperatingPointText::expected)
                                        .orElse("");
                    case MODEL -> "the model" + (lacksBackground(point, query) ? ": too little audio to learn from" : "");
                };
    }

    private static boolean lacksBackground(OperatingPoint point, StandingQuery query) {
        return point.calibration().isEmpty()
                && query.rules().sensitivity().kind() == Sensitivity.Kind.ALARMS_PER_DAY;
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
