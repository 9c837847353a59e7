package io.earshot.explain;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.time.Duration;

/** Decision rules with one of them changed, the others as they were. */
final class ChangedRules {
    private ChangedRules() {}

    /** Opening at a probability, and closing at the same part of it as before. */
    static DecisionRules opening(DecisionRules rules, double confidence) {
        return new DecisionRules(
                Sensitivity.ofProbability(confidence),
                confidence,
                Math.min(confidence, confidence * rules.closePart()),
                rules.confirmHits(),
                rules.confirmHops(),
                rules.mergeGap(),
                rules.minDuration(),
                rules.maxDuration(),
                rules.cooldown());
    }

    static DecisionRules confirmed(DecisionRules rules, int hits, int hops) {
        return new DecisionRules(
                rules.sensitivity(),
                rules.openConfidence(),
                rules.closeConfidence(),
                hits,
                hops,
                rules.mergeGap(),
                rules.minDuration(),
                rules.maxDuration(),
                rules.cooldown());
    }

    static DecisionRules lasting(DecisionRules rules, Duration minDuration) {
        return new DecisionRules(
                rules.sensitivity(),
                rules.openConfidence(),
                rules.closeConfidence(),
                rules.confirmHits(),
                rules.confirmHops(),
                rules.mergeGap(),
                minDuration,
                rules.maxDuration(),
                rules.cooldown());
    }

    static DecisionRules coolingDown(DecisionRules rules, Duration cooldown) {
        return new DecisionRules(
                rules.sensitivity(),
                rules.openConfidence(),
                rules.closeConfidence(),
                rules.confirmHits(),
                rules.confirmHops(),
                rules.mergeGap(),
                rules.minDuration(),
                rules.maxDuration(),
                cooldown);
    }
}
