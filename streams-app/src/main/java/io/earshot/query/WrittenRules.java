package io.earshot.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rules of a query that a user or a record sets; the others stay as they are. Immutable. */
public final class WrittenRules {
    /** Sets no rule. */
    public static final WrittenRules NONE = new WrittenRules(Map.of());

    private final Map<Rule<?>, Object> values;

    private WrittenRules(Map<Rule<?>, Object> values) {
        this.values = values;
    }

    /** All rules. */
    public static WrittenRules of(DecisionRules rules) {
        Map<Rule<?>, Object> values = new LinkedHashMap<>();
        Rule.ALL.forEach(rule -> rule.of(rules).ifPresent(value -> values.put(rule, value)));
        return new WrittenRules(values);
    }

    /**
     * Reads what a user wrote.
     *
     * @param written the text of a rule; null if there is none
     * @throws IllegalArgumentException if one cannot be read, or they exclude each other
     */
    public static WrittenRules parse(Function<Rule<?>, String> written) {
        Map<Rule<?>, Object> values = new LinkedHashMap<>();
        for (Rule<?> rule : Rule.WRITTEN) {
            String text = written.apply(rule);
            if (text != null) {
                values.put(rule, rule.parse(text));
            }
        }
        return new WrittenRules(values).checked();
    }

    /**
     * Reads a record.
     *
     * @param field the value in a field of {@code QueryRules}, or on a scale of the sensitivity by the scale's name: a
     *     number, a text as users write it, or null
     * @param problems gets a line for each value that cannot be used, which is left out
     */
    public static WrittenRules ofRecord(Function<String, Object> field, List<String> problems) {
        Map<Rule<?>, Object> values = new LinkedHashMap<>();
        for (Rule<?> rule : Rule.ALL) {
            try {
                rule.ofRecord(field).ifPresent(read -> values.put(rule, read));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        return new WrittenRules(values);
    }

    /** These and one more. */
    public <T> WrittenRules with(Rule<T> rule, T value) {
        Map<Rule<?>, Object> more = new LinkedHashMap<>(values);
        more.put(rule, rule.checked(value));
        return new WrittenRules(more).checked();
    }

    /** These and one more, as a user wrote it. */
    WrittenRules withTyped(Rule<?> rule, String text) {
        Map<Rule<?>, Object> more = new LinkedHashMap<>(values);
        more.put(rule, rule.parse(text));
        return new WrittenRules(more).checked();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean says(Rule<?> rule) {
        return values.containsKey(rule);
    }

    /**
     * Rules with these values, set in the order of the table.
     *
     * @throws IllegalArgumentException if values do not fit together; the message names them
     */
    public DecisionRules over(DecisionRules rules) {
        return rules.changed(draft ->
                Rule.ALL.stream().filter(values::containsKey).forEach(rule -> rule.set(draft, values.get(rule))));
    }

    /** Each value as a user types it, by its rule, in the order of the table. */
    public Map<Rule<?>, String> typed() {
        Map<Rule<?>, String> typed = new LinkedHashMap<>();
        Rule.WRITTEN.stream()
                .filter(values::containsKey)
                .forEach(rule -> typed.put(rule, rule.typed(values.get(rule))));
        return typed;
    }

    /** The sensitivity of a record; empty if none is set. */
    public Optional<Sensitivity> sensitivity() {
        return Rule.SCALES.stream()
                .filter(values::containsKey)
                .findFirst()
                .map(rule -> new Sensitivity(rule.scale(), (Double) values.get(rule)));
    }

    /** The fields of a record of rules, by name. */
    public Map<String, Number> fields() {
        Map<String, Number> fields = new LinkedHashMap<>();
        values.forEach((rule, value) -> rule.putFields(fields, value));
        return fields;
    }

    private WrittenRules checked() {
        List<Rule<?>> scales = new ArrayList<>(Rule.SCALES);
        scales.retainAll(values.keySet());
        if (scales.size() > 1) {
            throw new IllegalArgumentException("only one of threshold, alarms-per-day and raw-score can be given");
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrittenRules written && values.equals(written.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return typed().toString();
    }
}
