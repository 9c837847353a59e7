package io.earshot.explain;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of a query that are tried without registering anything; what is empty stays as it is.
 *
 * @param text what to listen for
 * @param negatives what is not meant; an empty list: no negatives
 * @param threshold confidence at which it opens
 * @param confirm hops that must confirm it
 * @param minDuration that it must last
 * @param cooldown after an event
 */
public record WhatIf(
        Optional<String> text,
        Optional<List<String>> negatives,
        Optional<Double> threshold,
        Optional<Confirmation> confirm,
        Optional<Duration> minDuration,
        Optional<Duration> cooldown) {
    /** Everything as it is. */
    public static final WhatIf NOTHING = new WhatIf(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * So many of so many hops.
     *
     * @param hits that must reach the opening confidence
     * @param hops of which they are
     */
    public record Confirmation(int hits, int hops) {}

    /**
     * A query with these changes.
     *
     * @throws IllegalArgumentException if a changed value is out of range; the message names it
     */
    public StandingQuery over(StandingQuery query) {
        return new StandingQuery(
                query.id(),
                text.orElse(query.text()),
                text.isPresent() ? List.of() : query.otherTexts(),
                negatives.orElse(query.negatives()),
                query.sources(),
                rules(query.rules()),
                query.labels());
    }

    /** What is changed, by setting, in words; empty if nothing is. */
    public Map<String, String> inWords() {
        Map<String, String> words = new java.util.TreeMap<>();
        text.ifPresent(value -> words.put("text", value));
        negatives.ifPresent(value -> words.put("negatives", value.toString()));
        threshold.ifPresent(value -> words.put("threshold", value.toString()));
        confirm.ifPresent(value -> words.put("confirm", value.hits() + " of " + value.hops() + " hops"));
        minDuration.ifPresent(value -> words.put("min-duration", value.toMillis() / 1e3 + " s"));
        cooldown.ifPresent(value -> words.put("cooldown", value.toMillis() / 1e3 + " s"));
        return words;
    }

    private DecisionRules rules(DecisionRules rules) {
        DecisionRules next = threshold.map(open -> rules.openingAt(open)).orElse(rules);
        next = with(next, confirm, (before, k) -> before.confirmedBy(k.hits(), k.hops()));
        next = with(next, minDuration, DecisionRules::lasting);
        return with(next, cooldown, DecisionRules::coolingDown);
    }

    private static <T> DecisionRules with(
            DecisionRules rules,
            Optional<T> value,
            java.util.function.BiFunction<DecisionRules, T, DecisionRules> change) {
        return value.map(changed -> change.apply(rules, changed)).orElse(rules);
    }
}
