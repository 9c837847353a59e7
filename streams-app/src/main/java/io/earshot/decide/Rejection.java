package io.earshot.decide;

import io.earshot.query.DecisionRules;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Why a candidate did not become an event.
 *
 * @param rule the first that rejected it
 * @param missedBy by how much, see {@link NearMiss}
 * @param suggestion the smallest change of the query that would have let it fire, as a user types it
 */
record Rejection(RejectionRule rule, double missedBy, String suggestion) {
    private static final double MICROS = 1e6;

    /** The first rule that rejects, in the order of the tracker. */
    static Rejection of(Candidate candidate) {
        DecisionRules rules = candidate.query().rules();
        HitWindow hits = candidate.confirmation();
        if (hits.mostHits() == 0) {
            return belowOpening(candidate);
        }
        if (!hits.confirmed()) {
            return new Rejection(
                    RejectionRule.CONFIRMATION,
                    rules.confirmHits() - hits.mostHits(),
                    "--confirm " + hits.mostHits() + "/" + rules.confirmHops());
        }
        double longest = candidate.longestMicros() / MICROS;
        double least = TimeUnit.MICROSECONDS.convert(rules.minDuration()) / MICROS;
        if (longest < least) {
            return new Rejection(
                    RejectionRule.MIN_DURATION, least - longest, "--min-duration " + tenthsBelow(longest) + "s");
        }
        return tooSoon(candidate, TimeUnit.MICROSECONDS.convert(rules.cooldown()) / MICROS);
    }

    private static Rejection belowOpening(Candidate candidate) {
        double confidence = candidate.peak().confidence();
        double missedBy = candidate.point().openConfidence() - confidence;
        return candidate
                .negative()
                .map(text -> new Rejection(RejectionRule.NEGATIVES, missedBy, "drop the negative \"" + text + "\""))
                .orElseGet(() -> new Rejection(
                        RejectionRule.OPEN_CONFIDENCE, missedBy, "--threshold " + digitsBelow(confidence)));
    }

    private static Rejection tooSoon(Candidate candidate, double cooldown) {
        double missedBy = Math.max(0, candidate.restUntilMicros() - candidate.readyMicros()) / MICROS;
        return new Rejection(
                RejectionRule.COOLDOWN, missedBy, "--cooldown " + tenthsBelow(Math.max(0, cooldown - missedBy)) + "s");
    }

    /** The greatest number of two significant digits that is not above a confidence. */
    static String digitsBelow(double confidence) {
        double step = Math.pow(10, Math.floor(Math.log10(confidence)) - 1);
        int decimals = Math.max(2, (int) Math.round(-Math.log10(step)));
        return String.format(Locale.ROOT, "%." + decimals + "f", Math.floor(confidence / step) * step);
    }

    private static String tenthsBelow(double seconds) {
        double tenths = Math.floor(10 * seconds) / 10;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : String.format(Locale.ROOT, "%.1f", tenths);
    }
}
