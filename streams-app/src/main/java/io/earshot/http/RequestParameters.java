package io.earshot.http;

import io.earshot.query.StandingQuery;
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

/** The parameters of a request, read strictly. What is wrong with one is said on one line that names it. */
final class RequestParameters {
    static final String NEGATIVE = "negative";
    static final int MOST_NEGATIVES = StandingQuery.MAX_NEGATIVES;

    private static final Pattern MICROS = Pattern.compile("-?\\d{1,18}");
    private static final Pattern CONFIRMATION = Pattern.compile("(\\d{1,3})/(\\d{1,3})");
    private static final int MAX_CHARS = 2_000;
    private static final double MAX_SECONDS = 1e6;

    private final Map<String, List<String>> parameters;

    /**
     * @param once names of those that may be there once
     * @param repeated how often others may be there, by name
     * @throws IllegalArgumentException if one is unknown, too long, or there more often than it may be
     */
    RequestParameters(Map<String, List<String>> parameters, Set<String> once, Map<String, Integer> repeated) {
        this.parameters = parameters;
        Set<String> known = new TreeSet<>(once);
        known.addAll(repeated.keySet());
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown parameter; known are " + String.join(", ", known));
            }
            check(name, values, repeated.getOrDefault(name, 1));
        });
    }

    /**
     * So many of so many hops.
     *
     * @param hits that must reach the opening confidence
     * @param hops of which they are
     */
    record Confirmation(int hits, int hops) {}

    private static void check(String name, List<String> values, int most) {
        if (values.size() > most || values.stream().anyMatch(value -> value.length() > MAX_CHARS)) {
            throw wrong(name, "given at most " + most + " times, with at most " + MAX_CHARS + " characters");
        }
    }

    /** Whether one of these is there. */
    boolean hasAny(Set<String> names) {
        return names.stream().anyMatch(name -> one(name).isPresent());
    }

    Optional<String> one(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isBlank());
    }

    String required(String name) {
        return one(name).orElseThrow(() -> new IllegalArgumentException("parameter " + name + " is missing"));
    }

    /** All that are not blank, so that a blank one alone stands for none; empty if it is not there. */
    Optional<List<String>> several(String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(texts -> texts.stream().filter(text -> !text.isBlank()).toList());
    }

    Optional<Double> number(String name) {
        try {
            return one(name).map(Double::valueOf);
        } catch (NumberFormatException e) {
            throw wrong(name, "a number");
        }
    }

    Optional<Integer> whole(String name) {
        try {
            return one(name).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number");
        }
    }

    Optional<Duration> seconds(String name) {
        Optional<Double> seconds = number(name);
        if (seconds.filter(value -> !(value >= 0 && value <= MAX_SECONDS)).isPresent()) {
            throw wrong(name, "in seconds, from 0 to " + (long) MAX_SECONDS);
        }
        return seconds.map(value -> Duration.ofMillis(Math.round(value * 1e3)));
    }

    Optional<Confirmation> confirmation() {
        return one("confirm").map(text -> {
            Matcher form = CONFIRMATION.matcher(text);
            if (!form.matches()) {
                throw wrong("confirm", "like 2/3: so many of so many hops");
            }
            return new Confirmation(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        });
    }

    /** The zone in which the lines for people show times. */
    ZoneId zone() {
        try {
            return one("zone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw wrong("zone", "an IANA time zone, for example Europe/Berlin");
        }
    }

    /** A time as microseconds since 1970. */
    static long micros(String name, String time) {
        if (MICROS.matcher(time).matches()) {
            return Long.parseLong(time);
        }
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(name, "a time like 2026-01-31T06:00:00Z, or microseconds since 1970");
        }
    }

    private static IllegalArgumentException wrong(String name, String form) {
        return new IllegalArgumentException("parameter " + name + " must be " + form);
    }
}
