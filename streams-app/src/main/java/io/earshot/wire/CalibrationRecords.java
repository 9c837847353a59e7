package io.earshot.wire;

import io.earshot.query.BackgroundFit;
import io.earshot.schema.Calibration;

/** Between calibrations and their Avro form, which other records carry too. */
final class CalibrationRecords {
    private CalibrationRecords() {}

    static Calibration toWire(io.earshot.calibration.Calibration calibration) {
        return Calibration.newBuilder()
                .setSourceId(calibration.sourceId())
                .setQueryId(calibration.queryId())
                .setModelDigest(calibration.modelDigest())
                .setQueryVersion(calibration.queryVersion())
                .setThresholdScore(calibration.thresholdScore())
                .setAlarmsPerDay(calibration.alarmsPerDay())
                .setLowAlarmsPerDay(calibration.lowAlarmsPerDay())
                .setHighAlarmsPerDay(calibration.highAlarmsPerDay())
                .setBackgroundQuantiles(calibration.quantiles())
                .setBackgroundMean(calibration.background().mean())
                .setBackgroundDeviation(calibration.background().deviation())
                .setValidFromMicros(calibration.validFromMicros())
                .setHeardSeconds(calibration.heardSeconds())
                .build();
    }

    /** @throws IllegalArgumentException if it was not derived from alarms a day: it is not of this version */
    static io.earshot.calibration.Calibration standing(Calibration found) {
        if (!Double.isFinite(found.getThresholdScore())) {
            throw new IllegalArgumentException("thresholdScore is " + found.getThresholdScore());
        }
        Double perDay = found.getAlarmsPerDay();
        if (perDay == null || !(perDay > 0 && perDay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alarmsPerDay is " + perDay);
        }
        return toProgram(found);
    }

    static io.earshot.calibration.Calibration toProgram(Calibration found) {
        return new io.earshot.calibration.Calibration(
                found.getSourceId(),
                found.getQueryId(),
                found.getQueryVersion(),
                found.getModelDigest(),
                found.getThresholdScore(),
                or(found.getAlarmsPerDay(), Double.NaN),
                or(found.getLowAlarmsPerDay(), 0),
                or(found.getHighAlarmsPerDay(), Double.POSITIVE_INFINITY),
                new BackgroundFit(found.getBackgroundMean(), found.getBackgroundDeviation()),
                found.getBackgroundQuantiles(),
                found.getValidFromMicros(),
                found.getHeardSeconds());
    }

    private static double or(Double value, double unknown) {
        return value == null ? unknown : value;
    }
}
