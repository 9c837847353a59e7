package io.earshot.wire;

import io.earshot.calibration.Calibration;

/** Calibrations on the wire. One that was not derived from alarms a day is not of this version, and is refused. */
public final class CalibrationSerde extends RecordSerde<Calibration, io.earshot.schema.Calibration> {
    CalibrationSerde(WireFormat format) {
        super(format, io.earshot.schema.Calibration.class);
    }

    @Override
    io.earshot.schema.Calibration toRecord(Calibration calibration) {
        return CalibrationRecords.toWire(calibration);
    }

    @Override
    Calibration fromRecord(io.earshot.schema.Calibration found) {
        if (!Double.isFinite(found.getThresholdScore())) {
            throw new IllegalArgumentException("thresholdScore is " + found.getThresholdScore());
        }
        Double perDay = found.getAlarmsPerDay();
        if (perDay == null || !(perDay > 0 && perDay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alarmsPerDay is " + perDay);
        }
        return CalibrationRecords.toProgram(found);
    }
}
