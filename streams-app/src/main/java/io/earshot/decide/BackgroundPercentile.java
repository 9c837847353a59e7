package io.earshot.decide;

import io.earshot.calibration.Calibration;
import io.earshot.query.BackgroundFit;
import java.util.List;

/**
 * The percentage of the background that scores less than a segment.
 *
 * <p>For a calibrated source the quantiles are known: between two of them the percentage is interpolated along the score, above
 * the highest it is that of the highest, and below the median, where nothing depends on it, the normal distribution serves.
 * For a fit by mean and deviation there is only the normal distribution; as the tails of real scores are heavier, the result
 * is at most 99.
 */
final class BackgroundPercentile {
    private static final double MOST_OF_A_FIT = 99;
    private static final double PERCENT = 100;

    private BackgroundPercentile() {}

    /** From a source's own background. */
    static double of(double score, Calibration calibration) {
        List<Double> quantiles = calibration.quantiles();
        int known = Math.min(quantiles.size(), Calibration.QUANTILES.size());
        if (known == 0) {
            return of(score, calibration.background());
        }
        if (score < quantiles.get(0)) {
            double below = of(
                    score,
                    new BackgroundFit(quantiles.get(0), calibration.background().deviation()));
            return 2 * Calibration.QUANTILES.get(0) * below;
        }
        for (int i = 1; i < known; i++) {
            if (score < quantiles.get(i)) {
                return PERCENT * between(score, quantiles, i);
            }
        }
        return PERCENT * Calibration.QUANTILES.get(known - 1);
    }

    /** From a mean and a deviation. */
    static double of(double score, BackgroundFit fit) {
        double percent = PERCENT * normal((score - fit.mean()) / fit.deviation());
        return Math.min(MOST_OF_A_FIT, Math.max(PERCENT - MOST_OF_A_FIT, percent));
    }

    private static double between(double score, List<Double> quantiles, int upper) {
        double from = quantiles.get(upper - 1);
        double part = (score - from) / (quantiles.get(upper) - from);
        double low = Calibration.QUANTILES.get(upper - 1);
        return low + part * (Calibration.QUANTILES.get(upper) - low);
    }

    /** The normal distribution function, to 1e-7: Abramowitz and Stegun, 26.2.17. */
    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }
}
