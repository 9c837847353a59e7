package io.earshot.lab;

/**
 * A query on a source: how often it was to alarm on what was held out, and how often it did.
 *
 * @param source that was heard
 * @param query in words
 * @param alarmsPerDay that were asked for
 * @param isBackground whether nothing in the part that was fitted sounded like the query beyond doubt
 * @param expected alarms in what was held out, by the rate that was asked for
 * @param low of the interval of them
 * @param high of the interval of them
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
    /** Expected alarms from which on the count itself is held against them. */
    static final double LEAST_EXPECTED = 10;

    private static final double ONE_SIDE = 0.025;

    /** Whether so many were expected that the count says something. */
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
