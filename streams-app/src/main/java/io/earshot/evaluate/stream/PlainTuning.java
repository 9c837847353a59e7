package io.earshot.evaluate.stream;

import java.util.List;

/** Tunes the plain detector's threshold of a query for the event F1 at 1 s. */
final class PlainTuning {
    /** Thresholds are tried in steps of the logit, from 0.001 to 0.999. */
    private static final double GREATEST_LOGIT = 7;

    private static final int STEPS = 141;

    private PlainTuning() {}

    /**
     * What one query scored on a development stream, and what could be heard in it.
     *
     * @param references of that query
     */
    record Example(List<HopScores> hops, List<Reference> references) {}

    /** The best threshold; of several in a row the middle one; the highest if none finds anything. */
    static double threshold(int query, List<Example> development) {
        double best = 0;
        int first = STEPS - 1;
        int last = STEPS - 1;
        for (int step = 0; step < STEPS; step++) {
            double f1 = f1(query, development, confidence(step));
            if (f1 > best) {
                best = f1;
                first = step;
                last = step;
            } else if (f1 == best && f1 > 0 && last == step - 1) {
                last = step;
            }
        }
        return confidence((first + last) / 2);
    }

    private static double f1(int query, List<Example> development, double threshold) {
        int right = 0;
        int references = 0;
        int detections = 0;
        for (Example example : development) {
            List<Detection> found = PlainDetector.detect(query, example.hops, threshold);
            right += QueryOutcome.rightAt1s(example.references, found);
            references += example.references.size();
            detections += found.size();
        }
        return StreamQuality.f1(right, references, detections);
    }

    private static double confidence(int step) {
        double logit = 2 * GREATEST_LOGIT * step / (STEPS - 1) - GREATEST_LOGIT;
        return 1 / (1 + Math.exp(-logit));
    }
}
