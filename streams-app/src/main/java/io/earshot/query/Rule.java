package io.earshot.query;

import io.earshot.query.DecisionRules.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One rule of a query. The table {@link #ALL} is the only definition of how a rule is called and written, what
 * its values mean, and which it may have: options of the command line, JSON, records and documents come from it.
 *
 * @param <T> its values
 * @param option on the command line, without the dashes
 * @param form how its values are written
 * @param fields of the record {@code QueryRules} that hold its value; none if the sensitivity does
 * @param scale of the sensitivity that holds its value; null: none does
 * @param isInRange whether a value is allowed by itself
 * @param range which values are allowed, in words
 * @param byDefault its default, in words
 * @param doc what it does, one sentence
 * @param getter its value in some rules; empty if they do not set it
 * @param setter puts it into a draft of rules
 */
public record Rule<T>(
        String option,
        Form<T> form,
        List<String> fields,
        Sensitivity.Kind scale,
        Predicate<T> isInRange,
        String range,
        String byDefault,
        String doc,
        Function<DecisionRules, Optional<T>> getter,
        BiConsumer<Draft, T> setter) {
    private static final double ROUNDING = 1e-9;
    /** About a hop: what is shorter cannot be told from a pause between two words. */
    private static final Duration LEAST_ABSENCE = Duration.ofSeconds(1);
    /** The level of digital silence. */
    private static final double LEAST_LEVEL = -120;

    /** A probability that the user chooses. */
    public static final Rule<Double> THRESHOLD = scale(
            Sensitivity.Kind.PROBABILITY,
            "threshold",
            Form.PROBABILITY,
            value -> value > 0 && value < 1,
            "between 0 and 1, or 0% and 100%",
            "0.5, or more where a source's own background would alarm more than 10 times a day",
            "Confidence at which an event opens.");

    /** Alarms a day on the source's own background. */
    public static final Rule<Double> ALARMS_PER_DAY = scale(
            Sensitivity.Kind.ALARMS_PER_DAY,
            "alarms-per-day",
            Form.NUMBER,
            value -> value > 0 && value <= Sensitivity.MAX_ALARMS_PER_DAY,
            "more than 0 and at most " + (int) Sensitivity.MAX_ALARMS_PER_DAY,
            "none",
            "Instead of a threshold: how often a day the query may fire on sound that does not match, learned from each"
                    + " source's background.");

    /** A similarity. */
    public static final Rule<Double> RAW_SCORE = scale(
            Sensitivity.Kind.RAW_SCORE,
            "raw-score",
            Form.NUMBER,
            value -> value >= -1 && value <= 1,
            "between -1 and 1",
            "none",
            "Instead of a threshold: similarity before calibration at which an event opens.");

    /** Where the query opens until its scale can be used; only in records. */
    static final Rule<Double> OPEN = new Rule<>(
            "open-confidence",
            Form.PROBABILITY,
            List.of("openConfidence"),
            null,
            value -> value > 0 && value < 1,
            "between 0 and 1",
            "0.5",
            "Confidence at which an event opens until a background is learned.",
            rules -> Optional.of(rules.openConfidence())
                    .filter(open -> rules.sensitivity().kind() != Sensitivity.Kind.DEFAULT),
            Draft::openUntilLearned);

    /** Where an open event closes. */
    public static final Rule<Double> CLOSE = new Rule<>(
            "close",
            Form.PROBABILITY,
            List.of("closeConfidence"),
            null,
            value -> value > 0 && value < 1,
            "more than 0 and at most the threshold",
            "0.6 of the threshold",
            "Confidence below which the sound counts as over.",
            rules -> Optional.of(rules.closeConfidence()),
            (draft, value) -> draft.closeConfidence = value);

    /** Hops that confirm. */
    public static final Rule<Confirmation> CONFIRM = new Rule<>(
            "confirm",
            Form.CONFIRMATION,
            List.of("confirmHits", "confirmHops"),
            null,
            Confirmation::isInRange,
            "K/N with 1 <= K <= N <= " + Confirmation.MAX_HOPS,
            "1/1",
            "Opens an event only when K of the last N hops reached the threshold.",
            rules -> Optional.of(rules.confirmation()),
            (draft, value) -> draft.confirmation = value);

    /** The longest pause within an event. */
    public static final Rule<Duration> MERGE_GAP = time(
            "merge-gap",
            "not negative",
            "2s",
            "A sound that comes back within this time continues the same event.",
            DecisionRules::mergeGap,
            (draft, value) -> draft.mergeGap = value);

    /** The shortest sound. */
    public static final Rule<Duration> MIN_DURATION = time(
            "min-duration",
            "not negative",
            "0s",
            "Opens an event only when the sound has lasted this long.",
            DecisionRules::minDuration,
            (draft, value) -> draft.minDuration = value);

    /** The longest event. */
    public static final Rule<Duration> MAX_DURATION = time(
            "max-duration",
            "longer than min-duration",
            "600s",
            "Closes an event after this long, so that a new one may open.",
            DecisionRules::maxDuration,
            (draft, value) -> draft.maxDuration = value);

    /** The rest after an event. */
    public static final Rule<Duration> COOLDOWN = time(
            "cooldown",
            "not negative",
            "0s",
            "After an event's end, opens no other on the same source for this long.",
            DecisionRules::cooldown,
            (draft, value) -> draft.cooldown = value);

    /** The absence of a sound. */
    public static final Rule<Duration> ABSENT_FOR = new Rule<>(
            "absent-for",
            Form.TIME,
            List.of("absentForSeconds"),
            null,
            time -> time.compareTo(LEAST_ABSENCE) >= 0,
            "at least " + LEAST_ABSENCE.toSeconds() + "s; not with merge-gap, min-duration, max-duration or cooldown",
            "none",
            "Asks for the absence of the sound: opens an event when it was not heard in this much audio, and closes it when"
                    + " it is heard again.",
            DecisionRules::absentFor,
            (draft, value) -> draft.absentFor = Optional.of(value));

    /** Any sound that is loud enough. */
    public static final Rule<Double> ABOVE_LEVEL = new Rule<>(
            "above-level",
            Form.LEVEL,
            List.of("aboveLevelDbfs"),
            null,
            level -> level >= LEAST_LEVEL && level < 0,
            "from " + (int) LEAST_LEVEL + " to below 0 dBFS; only with absent-for, not with a threshold",
            "none",
            "Hears any audio above this level instead of what the words say.",
            DecisionRules::aboveLevelDbfs,
            (draft, value) -> draft.aboveLevelDbfs = Optional.of(value));

    /** Scales of the sensitivity; a query has at most one of them. */
    static final List<Rule<Double>> SCALES = List.of(THRESHOLD, ALARMS_PER_DAY, RAW_SCORE);

    /** In the order in which they are applied. */
    public static final List<Rule<?>> ALL = List.of(
            THRESHOLD,
            ALARMS_PER_DAY,
            RAW_SCORE,
            OPEN,
            CLOSE,
            CONFIRM,
            MERGE_GAP,
            MIN_DURATION,
            MAX_DURATION,
            COOLDOWN,
            ABSENT_FOR,
            ABOVE_LEVEL);

    /** Those for users. */
    public static final List<Rule<?>> WRITTEN =
            ALL.stream().filter(rule -> !rule.equals(OPEN)).toList();

    /** Those besides the scales of the sensitivity. */
    public static final List<Rule<?>> SINGLE =
            WRITTEN.stream().filter(rule -> !rule.isScale()).toList();

    private static Rule<Double> scale(
            Sensitivity.Kind kind,
            String option,
            Form<Double> form,
            Predicate<Double> isInRange,
            String range,
            String byDefault,
            String doc) {
        boolean isOpening = kind == Sensitivity.Kind.PROBABILITY;
        return new Rule<>(
                option,
                form,
                List.of(),
                kind,
                isInRange,
                range,
                byDefault,
                doc,
                rules -> Optional.of(
                                isOpening
                                        ? rules.openConfidence()
                                        : rules.sensitivity().value())
                        .filter(value -> rules.sensitivity().kind() == kind),
                (draft, value) -> {
                    draft.openAt(isOpening ? value : DecisionRules.DEFAULT_OPEN);
                    draft.sensitivity = new Sensitivity(kind, value);
                });
    }

    private static Rule<Duration> time(
            String option,
            String range,
            String byDefault,
            String doc,
            Function<DecisionRules, Duration> getter,
            BiConsumer<Draft, Duration> setter) {
        return new Rule<>(
                option,
                Form.TIME,
                List.of(key(option) + "Seconds"),
                null,
                value -> !value.isNegative(),
                range,
                byDefault,
                doc,
                rules -> Optional.of(getter.apply(rules)),
                setter);
    }

    /** The rules as a Markdown table, a row a rule. */
    public static String markdown() {
        String head = "| Option | In JSON | Default | Range | Meaning |\n|---|---|---|---|---|\n";
        return WRITTEN.stream()
                .map(rule -> String.format(
                        "| `--%s %s` | `%s` | %s | %s | %s |%n",
                        rule.option, rule.form.label(), rule.key(), rule.byDefault, rule.range, rule.doc))
                .collect(Collectors.joining("", head, ""));
    }

    /** Its name in JSON: the option in camel case. */
    public String key() {
        return key(option);
    }

    /** Its value in some rules; empty if they do not set it. */
    public Optional<T> of(DecisionRules rules) {
        return getter.apply(rules);
    }

    /** Its value as a user types it; empty if the rules do not set it. */
    public Optional<String> print(DecisionRules rules) {
        return of(rules).map(form::print);
    }

    /**
     * Reads a value that a user wrote.
     *
     * @throws IllegalArgumentException if it has another form or is out of range; the message begins with the option
     */
    public T parse(String text) {
        return checked(named(() -> form.parse(text)));
    }

    /**
     * Reads the value from a record.
     *
     * @param field see {@link WrittenRules#ofRecord}
     * @throws IllegalArgumentException as {@link #parse}
     */
    Optional<T> ofRecord(Function<String, Object> field) {
        List<String> names = isScale() ? List.of(scale.name()) : fields;
        List<Object> values = names.stream().map(field).collect(Collectors.toCollection(ArrayList::new));
        if (values.stream().allMatch(Objects::isNull)) {
            return Optional.empty();
        }
        if (values.size() == 1 && values.get(0) instanceof String text) {
            return Optional.of(parse(text));
        }
        List<Number> numbers = new ArrayList<>();
        for (Object value : values) {
            if (value != null && !(value instanceof Number)) {
                throw new IllegalArgumentException(option + " must be a number in a record");
            }
            numbers.add((Number) value);
        }
        return Optional.of(checked(named(() -> form.ofNumbers(numbers))));
    }

    static Rule<Double> ofScale(Sensitivity.Kind kind) {
        return SCALES.stream()
                .filter(rule -> rule.scale == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule is on the scale " + kind));
    }

    /** Whether it is a scale of the sensitivity. */
    public boolean isScale() {
        return scale != null;
    }

    /** A value of this rule as a user types it. */
    String typed(Object value) {
        return form.print(cast(value));
    }

    /** Puts a value of this rule into a record's fields. */
    void putFields(Map<String, Number> into, Object value) {
        if (!fields.isEmpty()) {
            List<Number> numbers = form.numbers(cast(value));
            for (int i = 0; i < fields.size(); i++) {
                into.put(fields.get(i), numbers.get(i));
            }
        }
    }

    /** Puts the value into a draft of rules. */
    void set(Draft draft, Object value) {
        setter.accept(draft, cast(value));
    }

    /** @throws IllegalArgumentException if the value is out of range; the message begins with the option */
    T checked(T value) {
        if (!isInRange.test(value)) {
            throw outOfRange(value);
        }
        return value;
    }

    IllegalArgumentException outOfRange(T value) {
        return new IllegalArgumentException(option + " " + form.print(value) + " must be " + range);
    }

    /** Whether two rules have the same value, or one that differs by rounding alone. */
    public boolean isSame(DecisionRules one, DecisionRules other) {
        Optional<T> first = of(one);
        Optional<T> second = of(other);
        if (first.isPresent() && second.isPresent() && first.get() instanceof Double value) {
            return Math.abs(value - (Double) second.get()) < ROUNDING;
        }
        return first.equals(second);
    }

    @Override
    public String toString() {
        return option;
    }

    /** Each value is stored under the rule that read it. */
    @SuppressWarnings("unchecked")
    private T cast(Object value) {
        return (T) value;
    }

    private T named(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + e.getMessage(), e);
        }
    }

    private static String key(String option) {
        return Pattern.compile("-(.)")
                .matcher(option)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
