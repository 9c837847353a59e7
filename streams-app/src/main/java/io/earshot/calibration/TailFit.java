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
 * (Coles 2001, An Introduction to Statistical Modeling of Extreme Values, ch. 4). Where more alarms were heard than a tail
 * needs, the counts themselves say the rate.
 *
 * <p>The interval is that of a logarithm: the error of the count and that of the tail together, times how much more
 * alarms come in swarms than by themselves. It is for a source that goes on as it was heard: what was never heard of it is
 * in no interval.
 */
final class TailFit {
    /** Peaks that a tail is fitted to. */
    private static final int TAIL_ALARMS = 40;

    /** With fewer there is no fit. */
    private static final int LEAST_ALARMS = 8;

    private static final double NORMAL_95 = 1.96;
    static final double SECONDS_PER_DAY = 86_400;

    /** Spans over which the number of alarms is compared, in hops: seconds to many minutes. */
    private static final int[] SPANS = {16, 64, 256};

    /**
     * A threshold and the alarms to expect at it.
     *
     * @param score the threshold, before calibration
     * @param perDay alarms per day for which it was chosen
     * @param lowPerDay lower end of the 95 % interval of the alarms per day to expect
     * @param highPerDay its upper end
     */
    record ExpectedAlarms(double score, double perDay, double lowPerDay, double highPerDay) {}

    private final AlarmCounter counter;
    private final float[] levels;
    private final double leastScale;

    /**
     * @param sortedScores that the counter counts in, lowest first; read-only
     * @param leastScale least scale of a tail: where all that was heard sounded the same, what comes will differ
     */
    TailFit(AlarmCounter counter, float[] sortedScores, double leastScale) {
        this.counter = counter;
        this.levels = counter.levels(sortedScores);
        this.leastScale = leastScale;
    }

    /** The threshold for a number of alarms a day; empty if there are too few at any threshold. */
    Optional<ExpectedAlarms> threshold(double alarmsPerDay) {
        if (counter.hops() == 0) {
            return Optional.empty();
        }
        double wanted = alarmsPerDay * counter.seconds() / SECONDS_PER_DAY;
        double level = levelOf((int) Math.ceil(Math.max(wanted, TAIL_ALARMS)));
        Alarms alarms = counter.alarms(level);
        if (alarms.count() < LEAST_ALARMS) {
            return Optional.empty();
        }
        ParetoTail tail = ParetoTail.of(alarms.sortedPeaks(), level, TAIL_ALARMS, leastScale);
        double z = tail.exceededBy(Math.min(1, wanted / alarms.count()));
        double spread = NORMAL_95 * Math.sqrt(dispersion(alarms) * ParetoTail.variance(z) / alarms.count());
        double expected = Math.min(wanted, alarms.count()) * SECONDS_PER_DAY / counter.seconds();
        return Optional.of(new ExpectedAlarms(
                level + z * tail.scale(), alarmsPerDay, expected * Math.exp(-spread), expected * Math.exp(spread)));
    }

    /**
     * The highest level at which there are that many alarms, or the one with the most alarms if there are never so many.
     * Far down, where one alarm runs into the next, there are fewer again: the search begins at the top.
     */
    private double levelOf(int alarms) {
        int n = levels.length;
        int tooFew = 0;
        int best = 1;
        int most = 0;
        for (int rank = Math.min(n, alarms); ; rank = Math.min(n, rank + Math.max(1, rank / 4))) {
            int found = counter.count(levels[n - rank]);
            if (found >= alarms) {
                return levels[n - leastRank(tooFew, rank, alarms)];
            }
            if (found > most) {
                most = found;
                best = rank;
            }
            if (rank == n) {
                return levels[n - best];
            }
            tooFew = rank;
        }
    }

    /** The least rank above {@code tooFew}, up to {@code enough}, at which there are that many alarms. */
    private int leastRank(int tooFew, int enough, int alarms) {
        int low = tooFew;
        int high = enough;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (counter.count(levels[levels.length - middle]) >= alarms) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private double dispersion(Alarms alarms) {
        double greatest = 1;
        for (int span : SPANS) {
            greatest = Math.max(greatest, alarms.dispersion(counter.hops(), span));
        }
        return greatest;
    }
}
