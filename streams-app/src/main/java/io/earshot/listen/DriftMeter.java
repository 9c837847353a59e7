package io.earshot.listen;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How a source's clock runs against the wall clock. Audio arrives late by what the way takes, and never early; so the least
 * delay of a window tells the clocks apart from the network. The drift is the slope of those over time, fitted by least
 * squares, with windows left out in which the network let nothing through in time.
 */
final class DriftMeter {
    private static final int MOST_WINDOWS = 720;
    private static final int LEAST_WINDOWS = 12;
    /** Of residuals, in multiples of their median, beyond which a window is left out. */
    private static final double OUTLIER = 4;

    private final long windowMicros;
    private final double[] times = new double[MOST_WINDOWS];
    private final double[] delays = new double[MOST_WINDOWS];
    private int windows;
    private long windowStart = Long.MIN_VALUE;
    private long least;
    private long firstLeast;
    private long newestLeast;
    private long shift;
    private OptionalDouble ppm = OptionalDouble.empty();

    /** @param windowMicros in which some audio arrives as early as it can */
    DriftMeter(long windowMicros) {
        this.windowMicros = windowMicros;
    }

    /**
     * Audio arrived.
     *
     * @param arrivalMicros wall-clock time
     * @param audioEndMicros capture time by rate of the first sample after it
     * @return whether a window is complete
     */
    boolean arrived(long arrivalMicros, long audioEndMicros) {
        long delay = arrivalMicros - audioEndMicros + shift;
        if (windowStart == Long.MIN_VALUE) {
            windowStart = arrivalMicros;
            least = delay;
        }
        if (arrivalMicros - windowStart < windowMicros) {
            least = Math.min(least, delay);
            return false;
        }
        closeWindow();
        windowStart = arrivalMicros;
        least = delay;
        return true;
    }

    /** How much faster than the wall clock the source's runs, in parts per million; empty: not known yet. */
    OptionalDouble driftPpm() {
        return ppm;
    }

    /** How far the time by rate is ahead of where the first window left it, in microseconds. */
    long aheadMicros() {
        return windows == 0 ? 0 : firstLeast - newestLeast;
    }

    /** The time by rate is set back by so much: a new epoch. What was measured of the drift stays. */
    void setBack(long micros) {
        shift -= micros;
        firstLeast -= micros;
    }

    private void closeWindow() {
        if (windows == MOST_WINDOWS) {
            System.arraycopy(times, 1, times, 0, MOST_WINDOWS - 1);
            System.arraycopy(delays, 1, delays, 0, MOST_WINDOWS - 1);
            windows--;
        }
        if (windows == 0) {
            firstLeast = least;
        }
        newestLeast = least;
        times[windows] = windowStart / 1e6;
        delays[windows] = least;
        windows++;
        if (windows >= LEAST_WINDOWS) {
            ppm = OptionalDouble.of(-robustSlope());
        }
    }

    /** Microseconds a second, which is parts per million. */
    private double robustSlope() {
        double[] weights = new double[windows];
        Arrays.fill(weights, 1);
        double[] line = fit(weights);
        double[] residuals = new double[windows];
        for (int i = 0; i < windows; i++) {
            residuals[i] = Math.abs(delays[i] - line[0] - line[1] * (times[i] - times[0]));
        }
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        double most = OUTLIER * Math.max(1, sorted[windows / 2]);
        for (int i = 0; i < windows; i++) {
            weights[i] = residuals[i] <= most ? 1 : 0;
        }
        return fit(weights)[1];
    }

    /** Offset and slope. */
    private double[] fit(double[] weights) {
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = 0; i < windows; i++) {
            double x = times[i] - times[0];
            n += weights[i];
            sumX += weights[i] * x;
            sumY += weights[i] * delays[i];
            sumXx += weights[i] * x * x;
            sumXy += weights[i] * x * delays[i];
        }
        double denominator = n * sumXx - sumX * sumX;
        double slope = denominator == 0 ? 0 : (n * sumXy - sumX * sumY) / denominator;
        return new double[] {n == 0 ? 0 : (sumY - slope * sumX) / n, slope};
    }
}
