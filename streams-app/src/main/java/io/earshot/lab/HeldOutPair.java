package io.earshot.lab;

/**
 * A query on a source: expected and counted alarms in the half that was held out.
 *
 * @param source id
 * @param query text
 * @param alarmsPerDay requested rate
 * @param isBackground whether the fitted half is free of the query's own sound
 * @param expected alarms in the held-out half at the requested rate
 * @param low lower bound of the interval of expected alarms
 * @param high upper bound of it
 * @param counted events that opened
 */
public record HeldOutPair(
        String source,
        String query,
        double alarmsPerDay,
        boolean isBackground,
        double expected,
        double low,
        double high,
        int counted) {
    /** Least expected alarms for which a count is compared with them. */
    static final double LEAST_EXPECTED = 10;

    private static final double ONE_SIDE = 0.025;

    /** Whether enough alarms are expected for the count to be compared. */
    boolean isCountable() {
        return expected >= LEAST_EXPECTED;
    }

    boolean isWithinFactorTwo() {
        return counted >= expected / 2 && counted <= expected * 2;
    }

    /** Whether some rate in the interval gives such a count in the middle 95 % of its Poisson distribution. */
    boolean isCovered() {
        return 1 - poisson(counted - 1, high) >= ONE_SIDE && poisson(counted, low) >= ONE_SIDE;
    }

    /** Probability of at most {@code count} events where {@code mean} are expected. */
    private static double poisson(int count, double mean) {
        double sum = 0;
        double logTerm = -mean;
        for (int k = 0; k <= count; k++) {
            logTerm += k == 0 ? 0 : Math.log(mean / k);
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }
}
