package io.earshot.verdict;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Looks for the lowest threshold at which a wanted part of the judged sounds was right. Only what fired can be judged, so it never
 * looks below the present threshold: what a lower one would let through, nobody has heard. For each threshold it counts the
 * verdicts of events that opened at no higher threshold than that: in their time, every sound of at least that confidence fired.
 */
public final class ThresholdSearch {
    /** With fewer verdicts nothing is suggested: the bounds of their precision lie 0.3 apart or more. */
    public static final int LEAST_VERDICTS = 20;

    /** Fewest verdicts above a suggested threshold. */
    public static final int LEAST_KEPT = 10;

    /** Part of the judged events that should be right, unless somebody asks for another. */
    public static final double USUAL_PRECISION = 0.9;

    private static final int MOST_DIGITS = 15;

    private final double wanted;

    /** @param wanted part of the judged events that should be right, above 0 to 1 */
    public ThresholdSearch(double wanted) {
        if (!(wanted > 0 && wanted <= 1)) {
            throw new IllegalArgumentException("\"precision\" must lie above 0, and be at most 1");
        }
        this.wanted = wanted;
    }

    /** The part that should be right, 0 to 1. */
    public double wanted() {
        return wanted;
    }

    /** What the verdicts suggest. */
    public Suggestion in(Tally tally) {
        List<EventVerdict> sounds =
                tally.counted().stream().filter(verdict -> !verdict.ofAbsence()).toList();
        Precision now = Tally.precisionOf(sounds);
        if (sounds.size() < LEAST_VERDICTS) {
            return Suggestion.none(Suggestion.Outcome.TOO_FEW_VERDICTS, now);
        }
        double present = tally.presentThreshold().orElseThrow();
        Precision atPresent = at(present, sounds);
        if (atPresent.judged() >= LEAST_KEPT && atPresent.part() >= wanted) {
            return Suggestion.none(Suggestion.Outcome.REACHED_ALREADY, atPresent);
        }
        return higher(sounds, present, atPresent);
    }

    private Suggestion higher(List<EventVerdict> sounds, double present, Precision atPresent) {
        double below = present;
        double[] candidates = sounds.stream()
                .mapToDouble(EventVerdict::confidence)
                .filter(confidence -> confidence > present)
                .sorted()
                .distinct()
                .toArray();
        for (double candidate : candidates) {
            Precision kept = at(candidate, sounds);
            if (kept.judged() >= LEAST_KEPT && kept.part() >= wanted) {
                return new Suggestion(Suggestion.Outcome.SUGGESTED, atPresent, plain(below, candidate), kept);
            }
            below = candidate;
        }
        return Suggestion.none(Suggestion.Outcome.NONE_REACHES_IT, atPresent);
    }

    /** What fires at a threshold, of the time in which all of it did. */
    private static Precision at(double threshold, List<EventVerdict> sounds) {
        return Tally.precisionOf(sounds.stream()
                .filter(verdict -> verdict.threshold() <= threshold && threshold <= verdict.confidence())
                .toList());
    }

    /** The number of fewest digits above one confidence and at most another: all of them part the verdicts alike. */
    private static double plain(double above, double atMost) {
        for (int digits = 2; digits < MOST_DIGITS; digits++) {
            double cut = BigDecimal.valueOf(atMost)
                    .setScale(digits, RoundingMode.DOWN)
                    .doubleValue();
            if (cut > above) {
                return cut;
            }
        }
        return atMost;
    }
}
