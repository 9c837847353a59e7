package io.earshot.calibration;

import io.earshot.query.BackgroundFit;
import java.util.List;

/**
 * What a query's scores look like on one source's own background, and where that puts its threshold.
 *
 * @param sourceId of the source that was listened to
 * @param queryId of the query
 * @param queryVersion of the query that was fitted
 * @param modelDigest of the model
 * @param thresholdScore score at which the query fires {@code alarmsPerDay} times a day on that background
 * @param alarmsPerDay as many alarms as the query's sensitivity asks for, or puts up with
 * @param lowAlarmsPerDay lower end of the 95 % interval of what is really to be expected at that threshold
 * @param highAlarmsPerDay its upper end; both are wide where little background was heard
 * @param background mean and standard deviation of the scores
 * @param quantiles scores below which the {@link #QUANTILES} of the background's segments lie
 * @param validFromMicros audio time from which this is in force, microseconds since 1970
 * @param heardSeconds seconds of background that had been heard
 */
public record Calibration(
        String sourceId,
        String queryId,
        String queryVersion,
        String modelDigest,
        double thresholdScore,
        double alarmsPerDay,
        double lowAlarmsPerDay,
        double highAlarmsPerDay,
        BackgroundFit background,
        List<Double> quantiles,
        long validFromMicros,
        double heardSeconds) {
    /** Parts of the background. */
    public static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99, 0.999);

    /** Least change of a threshold that is told, in standard deviations of the background. */
    private static final double LEAST_CHANGE = 0.1;

    public Calibration {
        quantiles = List.copyOf(quantiles);
    }

    /** Whether it says anything materially other than an earlier one: another threshold, or a narrower promise. */
    public boolean differsFrom(Calibration earlier) {
        return !queryVersion.equals(earlier.queryVersion)
                || alarmsPerDay != earlier.alarmsPerDay
                || Math.abs(thresholdScore - earlier.thresholdScore) > LEAST_CHANGE * background.deviation()
                || heardSeconds > 2 * earlier.heardSeconds;
    }
}
