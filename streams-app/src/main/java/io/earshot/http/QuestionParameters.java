package io.earshot.http;

import io.earshot.explain.Moment;
import io.earshot.explain.Question;
import io.earshot.explain.WhatIf;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a request for an explanation. What is wrong with them is said on one line. */
final class QuestionParameters {
    private static final String NEGATIVE = "negative";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "source",
            "query",
            "at",
            "within",
            "zone",
            "text",
            NEGATIVE,
            "threshold",
            "confirm",
            "minDuration",
            "cooldown"));
    private static final Pattern MICROS = Pattern.compile("-?\\d{1,18}");
    private static final Pattern CONFIRMATION = Pattern.compile("(\\d{1,3})/(\\d{1,3})");
    private static final int MAX_CHARS = 2_000;
    private static final int MAX_NEGATIVES = 8;
    private static final double MAX_SECONDS = 1e6;

    private final Map<String, List<String>> parameters;

    /** @throws IllegalArgumentException if one is unknown, too long, or there more often than it may be */
    QuestionParameters(Map<String, List<String>> parameters) {
        this.parameters = parameters;
        parameters.forEach(QuestionParameters::check);
    }

    /** @throws IllegalArgumentException if one is missing or out of range */
    Question question() {
        Duration within = seconds("within").orElse(Moment.DEFAULT_WITHIN);
        Moment moment = new Moment(required("source"), micros(required("at")), within);
        WhatIf whatIf = new WhatIf(
                one("text"),
                negatives(),
                number("threshold"),
                confirmation(),
                seconds("minDuration"),
                seconds("cooldown"));
        return new Question(moment, one("query"), whatIf);
    }

    /** The zone in which the lines for people show times. */
    ZoneId zone() {
        try {
            return one("zone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw wrong("zone", "an IANA time zone, for example Europe/Berlin");
        }
    }

    private static void check(String name, List<String> values) {
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("unknown parameter; known are " + String.join(", ", KNOWN));
        }
        int most = name.equals(NEGATIVE) ? MAX_NEGATIVES : 1;
        if (values.size() > most || values.stream().anyMatch(value -> value.length() > MAX_CHARS)) {
            throw wrong(name, "given at most " + most + " times, with at most " + MAX_CHARS + " characters");
        }
    }

    private Optional<String> one(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isBlank());
    }

    private String required(String name) {
        return one(name).orElseThrow(() -> new IllegalArgumentException("parameter " + name + " is missing"));
    }

    private static long micros(String at) {
        if (MICROS.matcher(at).matches()) {
            return Long.parseLong(at);
        }
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at));
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong("at", "a time like 2026-01-31T06:00:00Z, or microseconds since 1970");
        }
    }

    /** An empty one stands for no negatives at all. */
    private Optional<List<String>> negatives() {
        return Optional.ofNullable(parameters.get(NEGATIVE))
                .map(texts -> texts.stream().filter(text -> !text.isBlank()).toList());
    }

    private Optional<Double> number(String name) {
        try {
            return one(name).map(Double::valueOf);
        } catch (NumberFormatException e) {
            throw wrong(name, "a number");
        }
    }

    private Optional<Duration> seconds(String name) {
        Optional<Double> seconds = number(name);
        if (seconds.filter(value -> !(value >= 0 && value <= MAX_SECONDS)).isPresent()) {
            throw wrong(name, "in seconds, from 0 to " + (long) MAX_SECONDS);
        }
        return seconds.map(value -> Duration.ofMillis(Math.round(value * 1e3)));
    }

    private Optional<WhatIf.Confirmation> confirmation() {
        return one("confirm").map(text -> {
            Matcher form = CONFIRMATION.matcher(text);
            if (!form.matches()) {
                throw wrong("confirm", "like 2/3: so many of so many hops");
            }
            return new WhatIf.Confirmation(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        });
    }

    private static IllegalArgumentException wrong(String name, String form) {
        return new IllegalArgumentException("parameter " + name + " must be " + form);
    }
}
