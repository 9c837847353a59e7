package io.earshot.cli;

import io.earshot.query.DecisionRules;

/** Thresholds that users write. */
final class Thresholds {
    private Thresholds() {}

    /** @throws WrongUseException if it is not between 0 and 1 */
    static DecisionRules rules(double threshold) {
        return DecisionRules.ofConfidence(require(threshold));
    }

    /**
     * The threshold.
     *
     * @throws WrongUseException if it is not between 0 and 1
     */
    static double require(double threshold) {
        if (!(threshold > 0 && threshold < 1)) {
            throw new WrongUseException("--threshold " + threshold + " must lie between 0 and 1, or 0% and 100%");
        }
        return threshold;
    }
}
