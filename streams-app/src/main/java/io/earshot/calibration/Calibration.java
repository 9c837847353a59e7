package io.earshot.calibration;

import io.earshot.query.BackgroundFit;
import java.util.List;

/**
 * The scores of a query on one source's own background, and the threshold that follows.
 *
 * @param sourceId of the source
 * @param queryId of the query
 * @param queryVersion of the query that was fitted
 * @param modelDigest of the model
 * @param thresholdScore score at which the query fires {@code alarmsPerDay} times a day on that background
 * @param alarmsPerDay alarms per day that the query's sensitivity demands or allows
 * @param lowAlarmsPerDay lower end of the 95 % interval of the expected rate at that threshold
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

    /** Least change of a threshold that is published, in standard deviations of the background. */
    private static final double LEAST_CHANGE = 0.1;

    public Calibration {
        quantiles = List.copyOf(quantiles);
    }

    /** Whether it differs materially from an earlier one: another threshold, or a narrower interval. */
    public boolean differsFrom(Calibration earlier) {
        return !queryVersion.equals(earlier.queryVersion)
                || alarmsPerDay != earlier.alarmsPerDay
                || Math.abs(thresholdScore - earlier.thresholdScore) > LEAST_CHANGE * background.deviation()
                || heardSeconds > 2 * earlier.heardSeconds;
    }
}
