package io.earshot.calibration;

import io.earshot.query.DecisionRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How many events a query would open on scores that were heard, wherever its threshold lay. Follows the rules that
 * {@code decide} follows (hysteresis, merge gap, confirmation, least duration), a test holds both together; but not the
 * cooldown and the longest duration, which reach beyond the runs that are kept: a cooldown makes the real alarms fewer.
 *
 * <p>What was before a run is not known, so a sound that its first hops hear may have begun earlier: alarms in them do
 * not count, and neither does their time.
 */
final class AlarmCounter {
    /** Hops at the start of a run in which alarms do not count. */
    static final int RUN_UP_HOPS = 2;

    private static final int NONE = -1;

    private final BackgroundScores heard;
    private final DoubleUnaryOperator closeScore;
    private final float[] confirmed;
    private final int gapHops;
    private final int leastHops;
    private final int countedHops;

    /** @param closeScore the score at which a sound ends that has begun at a score */
    AlarmCounter(BackgroundScores heard, DecisionRules rules, DoubleUnaryOperator closeScore) {
        this.heard = heard;
        this.closeScore = closeScore;
        this.confirmed = confirmed(heard, rules.confirmHits(), rules.confirmHops());
        this.gapHops = Math.max(1, hops(rules.mergeGap(), heard.hopSeconds()));
        this.leastHops = hops(rules.minDuration(), heard.hopSeconds());
        this.countedHops = countedHops(heard);
    }

    /** Seconds of audio in which alarms count. */
    double seconds() {
        return countedHops * heard.hopSeconds();
    }

    /** Hops in which alarms count. */
    int hops() {
        return countedHops;
    }

    /**
     * The levels at which a hop confirms an alarm, lowest first.
     *
     * @param sortedScores the scores, lowest first; they are the levels where one hit confirms. Not modified.
     */
    float[] levels(float[] sortedScores) {
        if (confirmed == heard.scores()) {
            return sortedScores;
        }
        float[] levels = confirmed.clone();
        Arrays.sort(levels);
        return levels;
    }

    /** Number of alarms at a threshold. */
    int count(double openScore) {
        return scan(openScore, null);
    }

    /** The alarms at a threshold. */
    Alarms alarms(double openScore) {
        Alarms alarms = new Alarms(confirmed.length);
        scan(openScore, alarms);
        return alarms;
    }

    private int scan(double openScore, Alarms alarms) {
        Scan scan = new Scan(openScore, closeScore.applyAsDouble(openScore), alarms);
        for (int run = 0; run < heard.runStarts().length; run++) {
            scan.run(heard.runStarts()[run], heard.runEnd(run));
        }
        return scan.count;
    }

    /** Goes through the hops once, at one threshold. */
    private final class Scan {
        private final double open;
        private final double close;
        private final Alarms alarms;
        private int count;
        private int hopsBefore;
        private int first;
        private int last;
        private boolean isConfirmed;
        private boolean isOpen;
        private boolean isCounted;

        Scan(double open, double close, Alarms alarms) {
            this.open = open;
            this.close = close;
            this.alarms = alarms;
        }

        void run(int start, int end) {
            first = NONE;
            float[] scores = heard.scores();
            int i = start;
            while (i < end) {
                while (first == NONE && i < end && scores[i] < open) {
                    i++;
                }
                if (i < end && scores[i] >= (first == NONE ? open : close)) {
                    hear(i, start);
                } else if (i - last >= gapHops) {
                    first = NONE;
                }
                i++;
            }
            hopsBefore += Math.max(0, end - start - RUN_UP_HOPS);
        }

        private void hear(int i, int start) {
            if (first == NONE) {
                first = i;
                isConfirmed = false;
                isOpen = false;
                isCounted = false;
            }
            last = i;
            isConfirmed |= confirmed[i] >= open;
            if (!isOpen && isConfirmed && i - first + 1 >= leastHops) {
                isOpen = true;
                alarm(i, start);
            }
            if (isCounted && alarms != null) {
                alarms.raise(confirmed[i]);
            }
        }

        private void alarm(int i, int start) {
            isCounted = i >= start + RUN_UP_HOPS;
            count += isCounted ? 1 : 0;
            if (isCounted && alarms != null) {
                alarms.begin(hopsBefore + i - start - RUN_UP_HOPS);
            }
        }
    }

    private static int countedHops(BackgroundScores heard) {
        int hops = 0;
        for (int run = 0; run < heard.runStarts().length; run++) {
            hops += Math.max(0, heard.runEnd(run) - heard.runStarts()[run] - RUN_UP_HOPS);
        }
        return hops;
    }

    private static int hops(Duration duration, double hopSeconds) {
        return (int) Math.ceil(duration.toNanos() / 1e9 / hopSeconds - 1e-6);
    }

    /** The {@code hits}-th highest of the last {@code of} scores at each hop: the highest threshold that it confirms. */
    private static float[] confirmed(BackgroundScores heard, int hits, int of) {
        if (of == 1) {
            return heard.scores();
        }
        float[] confirmed = new float[heard.scores().length];
        for (int run = 0; run < heard.runStarts().length; run++) {
            int start = heard.runStarts()[run];
            for (int i = start; i < heard.runEnd(run); i++) {
                float[] latest = Arrays.copyOfRange(heard.scores(), Math.max(start, i + 1 - of), i + 1);
                Arrays.sort(latest);
                confirmed[i] = latest.length < hits ? Float.NEGATIVE_INFINITY : latest[latest.length - hits];
            }
        }
        return confirmed;
    }
}
