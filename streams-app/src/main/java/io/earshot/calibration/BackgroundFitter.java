package io.earshot.calibration;

import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fits a query's calibration on a source to its scores there. Safe for several threads.
 *
 * <p>Background is what the query is not about. Spans that the calibration of the model holds to be the query's sound
 * beyond doubt ({@link #SURE}), with a margin, are left out: a dog that barks all day does not raise the threshold of "a
 * dog barking", however often it is fitted. The line is a fixed one and not the threshold in force. Were it that, each fit
 * would see only what lies below its own threshold, put the next a little lower, leave out more, and creep downwards; and
 * a new query, which never fired, could not be calibrated on the past like an old one. What is below that line is
 * background even if the query fired on it. If what is beyond it should be false alarms all the same, then they come on
 * top, and the upper end of the interval counts them.
 */
public final class BackgroundFitter {
    /** Confidence beyond which a span counts as the query's own sound. */
    static final double SURE = 0.9;

    /** Least background of a fit, in seconds. */
    public static final double LEAST_HEARD_SECONDS = 600;

    /** Hops before and after a span that are left out with it. */
    private static final int MARGIN_HOPS = 3;

    /** Least scale of a tail, as a part of the query's deviation on the background that comes with the model. */
    private static final double LEAST_SCALE = 0.1;

    private static final boolean[] NONE = {};

    private final ConfidenceCurve curve;
    private final String modelDigest;

    public BackgroundFitter(ConfidenceCurve curve, String modelDigest) {
        this.curve = curve;
        this.modelDigest = modelDigest;
    }

    /** Whether a source's background influences where the query opens. */
    public static boolean isWanted(RegisteredQuery query) {
        Sensitivity.Kind kind = query.query().rules().sensitivity().kind();
        return kind == Sensitivity.Kind.DEFAULT || kind == Sensitivity.Kind.ALARMS_PER_DAY;
    }

    /**
     * Fits a query to a source.
     *
     * @param heard scores of the kept sample of the source
     * @param heardSeconds seconds of the source that the sample was taken from
     * @param validFromMicros audio time at which the calibration comes into force, microseconds since 1970
     * @return empty if there is too little background
     */
    public Optional<Calibration> fit(
            String sourceId, RegisteredQuery query, BackgroundScores heard, double heardSeconds, long validFromMicros) {
        double sureScore = curve.score(SURE, query.background());
        boolean[] own = spans(heard, sureScore);
        boolean isAllBackground = own.length == 0;
        BackgroundScores background = isAllBackground ? heard : heard.without(own);
        if (background.scores().length * heard.hopSeconds() < LEAST_HEARD_SECONDS) {
            return Optional.empty();
        }
        DecisionRules rules = query.query().rules();
        AlarmCounter counter = new AlarmCounter(background, rules, score -> closeScore(query, score));
        float[] sorted = background.sorted();
        TailFit tail =
                new TailFit(counter, sorted, LEAST_SCALE * query.background().deviation());
        double kept = (double) background.scores().length / heard.scores().length;
        double doubtfulPerDay = isAllBackground ? 0 : doubtful(query, heard, sureScore);
        return tail.threshold(rules.sensitivity().value())
                .map(expected -> new Calibration(
                        sourceId,
                        query.query().id(),
                        query.version(),
                        modelDigest,
                        (float) Math.min(expected.score(), 1),
                        (float) expected.perDay(),
                        (float) expected.lowPerDay(),
                        (float) (expected.highPerDay() + doubtfulPerDay),
                        moments(sorted),
                        quantiles(sorted),
                        validFromMicros,
                        (float) (kept * heardSeconds)));
    }

    private double closeScore(RegisteredQuery query, double openScore) {
        double open = curve.confidence(openScore, query.background());
        return curve.score(open * query.query().rules().closePart(), query.background());
    }

    /** Alarms per day that are left out. */
    private double doubtful(RegisteredQuery query, BackgroundScores heard, double sureScore) {
        AlarmCounter all = new AlarmCounter(heard, query.query().rules(), score -> closeScore(query, score));
        return all.seconds() == 0 ? 0 : all.count(sureScore) * TailFit.SECONDS_PER_DAY / all.seconds();
    }

    /** One a hop; none at all if there is no such span. */
    private static boolean[] spans(BackgroundScores heard, double sureScore) {
        boolean[] own = NONE;
        for (int run = 0; run < heard.runStarts().length; run++) {
            int start = heard.runStarts()[run];
            int end = heard.runEnd(run);
            for (int i = start; i < end; i++) {
                if (heard.scores()[i] >= sureScore) {
                    own = own.length == 0 ? new boolean[heard.scores().length] : own;
                    Arrays.fill(own, Math.max(start, i - MARGIN_HOPS), Math.min(end, i + MARGIN_HOPS + 1), true);
                }
            }
        }
        return own;
    }

    private static BackgroundFit moments(float[] scores) {
        BackgroundFit fit = BackgroundFit.of(
                IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray());
        return new BackgroundFit((float) fit.mean(), (float) fit.deviation());
    }

    private static List<Double> quantiles(float[] sorted) {
        List<Double> quantiles = new ArrayList<>();
        for (double part : Calibration.QUANTILES) {
            quantiles.add((double) sorted[(int) Math.min(sorted.length - 1, part * sorted.length)]);
        }
        return quantiles;
    }
}
