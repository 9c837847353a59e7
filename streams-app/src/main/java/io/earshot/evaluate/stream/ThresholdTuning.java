package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Finds the threshold of each query with which the event F1 of all queries together is greatest. That F1 is a ratio of
 * sums over the queries, so its maximum is found one query at a time (Dinkelbach, On Nonlinear Fractional Programming,
 * Management Science 1967): for a guess F each query takes the threshold that is best in {@code 2 TP - F * detections},
 * what comes of it is the next guess, and guesses only rise.
 */
final class ThresholdTuning {
    private static final int MOST_GUESSES = 100;
    /** More than nothing, so that detections of which none is right are never as good as none. */
    private static final double LEAST_GUESS = 1e-9;

    /** The opening confidences that are tried. */
    static final List<Double> OPENINGS = List.of(.02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .97);

    /** Opening confidence of a query whose events were never worth their false alarms. */
    static final double NEVER_OPENS = .9999;

    /** The plain detector's thresholds are tried in steps of the logit, from 0.001 to 0.999, and one that nothing reaches. */
    private static final double GREATEST_LOGIT = 7;

    private static final int STEPS = 141;
    private static final double NEVER = 1;

    private ThresholdTuning() {}

    /** What a query's step finds in a stream. */
    @FunctionalInterface
    private interface Detector {
        List<Detection> detect(JudgedStream stream, int query, int step);
    }

    /**
     * What a threshold finds.
     *
     * @param right detections that are right
     * @param detections all of them
     */
    private record Counts(int right, int detections) {}

    /**
     * The best thresholds of the plain detector.
     *
     * @param development at least one stream
     * @return {@code [queries]}
     */
    static double[] thresholds(int queries, List<JudgedStream> development) {
        double[] thresholds = new double[STEPS + 1];
        for (int step = 0; step < STEPS; step++) {
            thresholds[step] = 1 / (1 + Math.exp(GREATEST_LOGIT - 2 * GREATEST_LOGIT * step / (STEPS - 1)));
        }
        thresholds[STEPS] = NEVER;
        return best(
                queries,
                development,
                thresholds,
                (stream, query, step) -> PlainDetector.detect(query, stream.hops(), thresholds[step]));
    }

    /**
     * The best of {@link #OPENINGS}: tuned on the same streams and for the same end as the plain detector's thresholds, so
     * that the two differ in how they decide and not in what they were tuned on.
     *
     * @param development at least one stream
     * @return {@code [queries]}
     */
    static double[] openings(int queries, List<JudgedStream> development) {
        double[] openings = DoubleStream.concat(
                        OPENINGS.stream().mapToDouble(opening -> opening), DoubleStream.of(NEVER_OPENS))
                .toArray();
        return best(
                queries,
                development,
                openings,
                (stream, query, step) -> step == OPENINGS.size()
                        ? List.of()
                        : stream.byOpening().get(step).get(query));
    }

    /** @param values of the steps, rising; the last finds nothing and is taken where the best one does not either */
    private static double[] best(int queries, List<JudgedStream> development, double[] values, Detector detector) {
        List<Counts[]> byQuery = new ArrayList<>();
        int references = 0;
        for (int query = 0; query < queries; query++) {
            Counts[] counts = new Counts[values.length];
            for (int step = 0; step < values.length; step++) {
                counts[step] = counts(development, query, step, detector);
            }
            byQuery.add(counts);
            for (JudgedStream stream : development) {
                references += stream.references().get(query).size();
            }
        }
        double reached = reached(byQuery, references);
        return byQuery.stream()
                .mapToDouble(counts -> {
                    int best = best(counts, reached);
                    return values[counts[best].detections == 0 ? values.length - 1 : best];
                })
                .toArray();
    }

    private static Counts counts(List<JudgedStream> development, int query, int step, Detector detector) {
        int right = 0;
        int detections = 0;
        for (JudgedStream stream : development) {
            List<Detection> found = detector.detect(stream, query, step);
            right += new QueryOutcome(stream.references().get(query), found).rightAt1s();
            detections += found.size();
        }
        return new Counts(right, detections);
    }

    /** The greatest F1 of all queries together. */
    private static double reached(List<Counts[]> byQuery, int references) {
        double guess = LEAST_GUESS;
        for (int i = 0; i < MOST_GUESSES; i++) {
            int right = 0;
            int detections = 0;
            for (Counts[] ofQuery : byQuery) {
                Counts best = ofQuery[best(ofQuery, guess)];
                right += best.right;
                detections += best.detections;
            }
            double next = StreamQuality.f1(right, references, detections);
            if (!(next > guess)) {
                break;
            }
            guess = next;
        }
        return guess;
    }

    /** The step that is best at this guess, the middle one of a plateau. */
    private static int best(Counts[] counts, double guess) {
        double[] gains = Arrays.stream(counts)
                .mapToDouble(step -> 2 * step.right - guess * step.detections)
                .toArray();
        double most = Arrays.stream(gains).max().orElseThrow();
        int first = 0;
        while (gains[first] < most) {
            first++;
        }
        int last = first;
        while (last + 1 < gains.length && gains[last + 1] == most) {
            last++;
        }
        return (first + last) / 2;
    }
}
