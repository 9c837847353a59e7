package io.earshot.calibration;

/**
 * A generalised Pareto distribution, of what lies above a high level.
 *
 * @param scale sigma, greater than 0
 * @param shape xi; 0: exponential, below 0: bounded
 */
record ParetoTail(double scale, double shape) {
    /** Prior standard deviation of the shapes of tails. */
    private static final double SHAPE_SPREAD = 0.15;

    private static final double SHAPE_LIMIT = 0.3;
    private static final double RAW_SHAPE_LIMIT = 0.5;
    private static final double ALMOST_EXPONENTIAL = 1e-6;

    /**
     * Fits the highest of some peaks by probability-weighted moments (Hosking and Wallis 1987). Tens of peaks determine
     * the shape poorly: it is shrunk towards 0 by as much as its error (about {@code 1.7 (1 + xi^2) / n} in variance) outweighs what
     * shapes differ by.
     *
     * @param peaks lowest first, at least one. Not modified.
     * @param level that all of them reach
     * @param most of them that are looked at
     * @param leastScale least scale
     */
    static ParetoTail of(float[] peaks, double level, int most, double leastScale) {
        int from = Math.max(0, peaks.length - most);
        int n = peaks.length - from;
        double base = from == 0 ? level : peaks[from];
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            double excess = (peaks[from + i] - base) / n;
            mean += excess;
            weighted += (1 - (i + 0.65) / n) * excess;
        }
        double shape = shape(mean, weighted, n);
        return new ParetoTail(Math.max(mean * (1 - shape), leastScale), shape);
    }

    /** How many scales above its start it is exceeded by a part of its values. */
    double exceededBy(double part) {
        return Math.abs(shape) < ALMOST_EXPONENTIAL ? -Math.log(part) : (Math.pow(part, -shape) - 1) / shape;
    }

    /**
     * Variance of the logarithm of the rate that n peaks foretell at {@code z} scales above the level, times n: that of the
     * count, and by the delta method those of scale and shape near shape 0 (Coles 2001, 4.3.3).
     */
    static double variance(double z) {
        return 1 + 2 * z * z - z * z * z + z * z * z * z / 4;
    }

    private static double shape(double mean, double weighted, int n) {
        if (weighted <= 0 || mean <= 2 * weighted) {
            return 0;
        }
        double raw = clamp(2 - mean / (mean - 2 * weighted), RAW_SHAPE_LIMIT);
        double error = 1.7 * (1 + raw * raw) / n;
        double spread = SHAPE_SPREAD * SHAPE_SPREAD;
        return clamp(raw * spread / (spread + error), SHAPE_LIMIT);
    }

    private static double clamp(double value, double limit) {
        return Math.max(-limit, Math.min(limit, value));
    }
}
