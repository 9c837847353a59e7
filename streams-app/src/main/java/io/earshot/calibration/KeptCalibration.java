package io.earshot.calibration;

import io.earshot.query.BackgroundFit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A calibration in few bytes, and the one before it. Immutable. */
final class KeptCalibration {
    private final String queryVersion;
    private final String modelDigest;
    private final long validFromMicros;
    private final KeptCalibration before;
    private final float threshold;
    private final float perDay;
    private final float lowPerDay;
    private final float highPerDay;
    private final float mean;
    private final float deviation;
    private final float heardSeconds;
    private final float[] quantiles;

    private KeptCalibration(Calibration calibration, KeptCalibration before, UnaryOperator<String> names) {
        this.queryVersion = names.apply(calibration.queryVersion());
        this.modelDigest = names.apply(calibration.modelDigest());
        this.validFromMicros = calibration.validFromMicros();
        this.before = before;
        this.threshold = (float) calibration.thresholdScore();
        this.perDay = (float) calibration.alarmsPerDay();
        this.lowPerDay = (float) calibration.lowAlarmsPerDay();
        this.highPerDay = (float) calibration.highAlarmsPerDay();
        this.mean = (float) calibration.background().mean();
        this.deviation = (float) calibration.background().deviation();
        this.heardSeconds = (float) calibration.heardSeconds();
        this.quantiles = new float[calibration.quantiles().size()];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = calibration.quantiles().get(i).floatValue();
        }
    }

    /** @param names gives one object for equal texts */
    static KeptCalibration of(Calibration calibration, KeptCalibration newest, UnaryOperator<String> names) {
        KeptCalibration earlier = newest;
        while (earlier != null && earlier.validFromMicros >= calibration.validFromMicros()) {
            earlier = earlier.before;
        }
        return new KeptCalibration(calibration, earlier == null ? null : earlier.alone(), names);
    }

    /** The one in force at an audio time. */
    Optional<KeptCalibration> at(long micros) {
        for (KeptCalibration kept = this; kept != null; kept = kept.before) {
            if (kept.validFromMicros <= micros) {
                return Optional.of(kept);
            }
        }
        return Optional.empty();
    }

    boolean isOf(String version) {
        return queryVersion.equals(version);
    }

    Calibration calibration(String sourceId, String queryId) {
        return new Calibration(
                sourceId,
                queryId,
                queryVersion,
                modelDigest,
                threshold,
                perDay,
                lowPerDay,
                highPerDay,
                new BackgroundFit(mean, deviation),
                quantileList(),
                validFromMicros,
                heardSeconds);
    }

    private KeptCalibration alone() {
        return before == null ? this : new KeptCalibration(calibration("", ""), null, name -> name);
    }

    private List<Double> quantileList() {
        return IntStream.range(0, quantiles.length)
                .mapToObj(i -> (double) quantiles[i])
                .toList();
    }
}
