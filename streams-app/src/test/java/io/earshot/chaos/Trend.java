package io.earshot.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line through measured values by least squares. */
final class Trend {
    private final String name;
    private final String unit;
    private final List<double[]> points = new ArrayList<>();

    /** @param unit of the values */
    Trend(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    void add(double minutes, double value) {
        points.add(new double[] {minutes, value});
    }

    /** How much it grows in an hour. */
    double perHour() {
        return 60 * covariance(0, 1) / covariance(0, 0);
    }

    /** How far {@link #perHour} may be off by chance: its standard error. */
    double error() {
        double slope = covariance(0, 1) / covariance(0, 0);
        double left = Math.max(0, covariance(1, 1) - slope * covariance(0, 1));
        return 60 * Math.sqrt(left / covariance(0, 0) / Math.max(1, points.size() - 2));
    }

    /** Whether it grows by more than that, beyond what chance explains in 19 of 20 cases. */
    boolean growsBeyond(double mostPerHour) {
        return perHour() - 2 * error() > mostPerHour;
    }

    double last() {
        return points.get(points.size() - 1)[1];
    }

    int count() {
        return points.size();
    }

    /** In words: where it ended, and how it grew. */
    String text() {
        return String.format(
                Locale.ROOT, "%s %.1f %s (%+.1f +- %.1f an hour)", name, last(), unit, perHour(), 2 * error());
    }

    /** A sum over all points, of products of distances from the means. */
    private double covariance(int one, int other) {
        double meanOne = points.stream().mapToDouble(p -> p[one]).average().orElse(0);
        double meanOther = points.stream().mapToDouble(p -> p[other]).average().orElse(0);
        return points.stream()
                .mapToDouble(p -> (p[one] - meanOne) * (p[other] - meanOther))
                .sum();
    }
}
