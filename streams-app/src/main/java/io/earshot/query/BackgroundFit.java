package io.earshot.query;

/**
 * How a query scores on sound that it is not about.
 *
 * @param mean of the scores
 * @param deviation standard deviation of the scores, greater than 0
 */
public record BackgroundFit(double mean, double deviation) {
    /** Least deviation of a fit: a query that scores the same everywhere must not divide by zero. */
    private static final double LEAST_DEVIATION = 1e-6;

    /**
     * Mean and population standard deviation of scores.
     *
     * @param scores at least one. Not modified.
     */
    public static BackgroundFit of(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        double mean = sum / scores.length;
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return new BackgroundFit(mean, Math.max(Math.sqrt(squares / scores.length), LEAST_DEVIATION));
    }
}
