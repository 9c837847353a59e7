package io.earshot.calibration;

import java.util.Optional;

/**
 * The rate of alarms as a function of the threshold, high above most of what was heard.
 *
 * <p>Peaks over a threshold: of alarms that rise above a high level {@code u}, the excess of their peaks is generalised
 * Pareto (Pickands 1975, Balkema and de Haan 1974), so that at {@code s > u}
 *
 * <pre>rate(s) = rate(u) (1 + xi z)^(-1/xi),   z = (s - u) / sigma;   rate(u) exp(-z) for xi = 0</pre>
 *
 * (Coles 2001, An Introduction to Statistical Modeling of Extreme Values, ch. 4). Scale and shape come from
 * probability-weighted moments (Hosking and Wallis 1987); the shape is drawn towards 0, because that many peaks say little
 * of it. Where more alarms were heard than a tail needs, the counts themselves say the rate.
 */
final class TailFit {
    /** Peaks that a tail is fitted to. */
    private static final int TAIL_ALARMS = 40;

    /** With fewer nothing is said. */
    private static final int LEAST_ALARMS = 8;

    /** Standard deviation of the shapes of tails, before anything is heard of one. */
    private static final double SHAPE_SPREAD = 0.15;

    private static final double SHAPE_LIMIT = 0.3;
    private static final double NORMAL_95 = 1.96;
    static final double SECONDS_PER_DAY = 86_400;

    /** Spans over which the number of alarms is compared, in hops: seconds to many minutes. */
    private static final int[] SPANS = {16, 64, 256};

    private final AlarmCounter counter;
    private final float[] levels;
    private final double leastScale;

    /** @param leastScale least scale of a tail: where all that was heard sounded the same, what comes will differ */
    TailFit(AlarmCounter counter, double leastScale) {
        this.counter = counter;
        this.levels = counter.levels();
        this.leastScale = leastScale;
    }

    /** The threshold for a number of alarms a day; empty if too few were heard at any threshold. */
    Optional<ExpectedAlarms> threshold(double alarmsPerDay) {
        double wanted = alarmsPerDay * counter.seconds() / SECONDS_PER_DAY;
        double level = levelOf((int) Math.ceil(Math.max(wanted, TAIL_ALARMS)));
        Alarms alarms = counter.alarms(level);
        if (alarms.count() < LEAST_ALARMS) {
            return Optional.empty();
        }
        Tail tail = tail(alarms, level);
        double z = tail.standardised(Math.min(1, wanted / alarms.count()));
        double spread = NORMAL_95 * Math.sqrt(dispersion(alarms) * tail.variance(z) / alarms.count());
        double expected = Math.min(wanted, alarms.count()) * SECONDS_PER_DAY / counter.seconds();
        return Optional.of(new ExpectedAlarms(
                level + z * tail.scale, alarmsPerDay, expected * Math.exp(-spread), expected * Math.exp(spread)));
    }

    /** The highest level at which there are that many alarms, or the one with the most alarms if there are never so many. */
    private double levelOf(int alarms) {
        int n = levels.length;
        int tooFew = 0;
        int rank = Math.min(n, alarms);
        int best = rank;
        int most = 0;
        while (true) {
            int found = counter.count(levels[n - rank]);
            if (found >= alarms) {
                break;
            }
            if (found > most) {
                most = found;
                best = rank;
            }
            if (rank == n) {
                return levels[n - best];
            }
            tooFew = rank;
            rank = Math.min(n, rank + Math.max(1, rank / 4));
        }
        while (rank - tooFew > 1) {
            int middle = (rank + tooFew) >>> 1;
            if (counter.count(levels[n - middle]) >= alarms) {
                rank = middle;
            } else {
                tooFew = middle;
            }
        }
        return levels[n - rank];
    }

    private double dispersion(Alarms alarms) {
        double greatest = 1;
        for (int span : SPANS) {
            greatest = Math.max(greatest, alarms.dispersion(counter.hops(), span));
        }
        return greatest;
    }

    private Tail tail(Alarms alarms, double level) {
        float[] peaks = alarms.sortedPeaks();
        int from = Math.max(0, peaks.length - TAIL_ALARMS);
        double base = from == 0 ? level : peaks[from];
        int n = peaks.length - from;
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            double excess = peaks[from + i] - base;
            mean += excess / n;
            weighted += (1 - (i + 1 - 0.35) / n) * excess / n;
        }
        double raw = weighted <= 0 || mean <= 2 * weighted ? 0 : 2 - mean / (mean - 2 * weighted);
        raw = Math.max(-0.5, Math.min(0.5, raw));
        double noise = (1 + raw * raw) * 1.7 / n;
        double shape = raw * SHAPE_SPREAD * SHAPE_SPREAD / (SHAPE_SPREAD * SHAPE_SPREAD + noise);
        shape = Math.max(-SHAPE_LIMIT, Math.min(SHAPE_LIMIT, shape));
        return new Tail(Math.max(mean * (1 - shape), leastScale), shape);
    }

    /** Scale and shape of a generalised Pareto distribution. */
    private record Tail(double scale, double shape) {
        /** How many scales above its start a part of it lies. */
        double standardised(double part) {
            return Math.abs(shape) < 1e-6 ? -Math.log(part) : (Math.pow(part, -shape) - 1) / shape;
        }

        /** Of the logarithm of the rate at {@code z}, times the number of peaks (Coles 2001, 4.3.2, at shape 0). */
        double variance(double z) {
            return 1 + 2 * z * z - z * z * z + z * z * z * z / 4;
        }
    }
}
