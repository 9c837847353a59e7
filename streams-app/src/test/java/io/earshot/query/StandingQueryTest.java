package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StandingQueryTest {
    @Test
    void shouldRefuseWhatCannotBeAQuery() {
        refused(() -> StandingQuery.of(" ", "a dog"), "needs an id");
        refused(() -> StandingQuery.of("dog", " "), "dog has no text");
        refused(() -> StandingQuery.of("dog", "x".repeat(1_001)), "1001 characters");
        refused(() -> StandingQuery.of("x".repeat(201), "a dog"), "201 characters");
        refused(
                () -> new StandingQuery("dog", "a dog", Collections.nCopies(101, "*"), DecisionRules.DEFAULT),
                "101 source patterns");
    }

    @Test
    void shouldRefuseRulesThatCannotHold() {
        refused(() -> DecisionRules.ofConfidence(0), "threshold");
        refused(() -> DecisionRules.ofConfidence(1), "threshold");
        refused(() -> DecisionRules.ofConfidence(Double.NaN), "threshold");
        Duration second = Duration.ofSeconds(1);
        refused(() -> new DecisionRules(.5, .6, second, second, second.multipliedBy(2)), "close");
        refused(() -> new DecisionRules(.5, .4, second.negated(), second, second.multipliedBy(2)), "merge-gap");
        refused(() -> absentFor(Duration.ofMillis(999)), "absent-for");
        DecisionRules absence = absentFor(second);
        refused(() -> absence.with(Rule.COOLDOWN, second), "cooldown does not apply to the absence");
        refused(() -> absence.with(Rule.MERGE_GAP, second), "merge-gap does not apply");
        refused(() -> absence.with(Rule.MIN_DURATION, second), "min-duration does not apply");
        refused(() -> absence.with(Rule.MAX_DURATION, second), "max-duration does not apply");
        refused(() -> absence.with(Rule.ABOVE_LEVEL, 0.), "above-level 0 must be from -120 to below 0 dBFS");
        refused(() -> DecisionRules.DEFAULT.with(Rule.ABOVE_LEVEL, -60.), "above-level needs absent-for");
        refused(
                () -> absence.with(Rule.ABOVE_LEVEL, -60.).with(Rule.THRESHOLD, .5),
                "threshold does not apply with above-level");
        refused(() -> new DecisionRules(.5, .4, second, second, second), "max-duration");
    }

    @Test
    void shouldTakeAnythingElse() {
        assertThat(new StandingQuery("dög@1", "Ein Hund bellt?!", List.of("studio-*"), DecisionRules.DEFAULT).sources())
                .containsExactly("studio-*");
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
    }

    private static DecisionRules absentFor(Duration time) {
        return DecisionRules.DEFAULT.with(Rule.ABSENT_FOR, time);
    }
}
