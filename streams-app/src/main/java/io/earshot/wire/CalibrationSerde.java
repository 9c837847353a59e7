package io.earshot.wire;

import io.earshot.calibration.Calibration;
import io.earshot.query.BackgroundFit;

/** Calibrations on the wire. One that was not derived from alarms a day is not of this version, and is refused. */
public final class CalibrationSerde extends RecordSerde<Calibration, io.earshot.schema.Calibration> {
    CalibrationSerde(WireFormat format) {
        super(format, io.earshot.schema.Calibration.class);
    }

    @Override
    io.earshot.schema.Calibration toRecord(Calibration calibration) {
        return io.earshot.schema.Calibration.newBuilder()
                .setSourceId(calibration.sourceId())
                .setQueryId(calibration.queryId())
                .setModelDigest(calibration.modelDigest())
                .setQueryVersion(calibration.queryVersion())
                .setThresholdScore(calibration.thresholdScore())
                .setAlarmsPerDay(calibration.alarmsPerDay())
                .setLowAlarmsPerDay(calibration.lowAlarmsPerDay())
                .setHighAlarmsPerDay(calibration.highAlarmsPerDay())
                .setBackgroundMean(calibration.background().mean())
                .setBackgroundDeviation(calibration.background().deviation())
                .setBackgroundQuantiles(calibration.quantiles())
                .setValidFromMicros(calibration.validFromMicros())
                .setHeardSeconds(calibration.heardSeconds())
                .build();
    }

    @Override
    Calibration fromRecord(io.earshot.schema.Calibration found) {
        double perDay = rate(found.getAlarmsPerDay(), "alarmsPerDay");
        if (!Double.isFinite(found.getThresholdScore())) {
            throw new IllegalArgumentException("thresholdScore is " + found.getThresholdScore());
        }
        return new Calibration(
                found.getSourceId(),
                found.getQueryId(),
                found.getQueryVersion(),
                found.getModelDigest(),
                found.getThresholdScore(),
                perDay,
                found.getLowAlarmsPerDay() == null ? 0 : found.getLowAlarmsPerDay(),
                found.getHighAlarmsPerDay() == null ? Double.POSITIVE_INFINITY : found.getHighAlarmsPerDay(),
                new BackgroundFit(found.getBackgroundMean(), found.getBackgroundDeviation()),
                found.getBackgroundQuantiles(),
                found.getValidFromMicros(),
                found.getHeardSeconds());
    }

    private static double rate(Double found, String name) {
        if (found == null || !(found > 0 && found < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + found);
        }
        return found;
    }
}
