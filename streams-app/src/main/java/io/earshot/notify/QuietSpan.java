package io.earshot.notify;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of some days of the week, by the wall clock.
 *
 * @param days on which it begins
 * @param from its first minute
 * @param to the minute that ends it; not after {@code from}: that of the next day
 */
public record QuietSpan(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final Pattern WRITTEN = Pattern.compile(
            "([a-z]{3}(?:[-,][a-z]{3})*) +([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})", Pattern.CASE_INSENSITIVE);

    public QuietSpan {
        days = Set.copyOf(days);
    }

    /**
     * Reads {@code mon-fri 22:00-07:00} or {@code sat,sun 00:00-24:00}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static QuietSpan parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : matcher.group(1).split(",", -1)) {
            addDays(part.split("-", -1), text, days);
        }
        return new QuietSpan(
                days, time(matcher.group(2), matcher.group(3), text), time(matcher.group(4), matcher.group(5), text));
    }

    private static void addDays(String[] ends, String text, Set<DayOfWeek> days) {
        if (ends.length > 2) {
            throw wrong(text);
        }
        DayOfWeek last = day(ends[ends.length - 1], text);
        DayOfWeek day = day(ends[0], text);
        days.add(day);
        while (day != last) {
            day = day.plus(1);
            days.add(day);
        }
    }

    /** The end of this span if a moment lies in it. */
    Optional<ZonedDateTime> endFrom(ZonedDateTime moment) {
        return endIfBegun(moment.toLocalDate(), moment)
                .or(() -> endIfBegun(moment.toLocalDate().minusDays(1), moment));
    }

    /** On days that the clock changes, the wall clock decides. */
    private Optional<ZonedDateTime> endIfBegun(LocalDate day, ZonedDateTime moment) {
        if (!days.contains(day.getDayOfWeek())) {
            return Optional.empty();
        }
        ZonedDateTime start = ZonedDateTime.of(day, from, moment.getZone());
        ZonedDateTime end = ZonedDateTime.of(to.isAfter(from) ? day : day.plusDays(1), to, moment.getZone());
        return !moment.isBefore(start) && moment.isBefore(end) ? Optional.of(end) : Optional.empty();
    }

    private static DayOfWeek day(String name, String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (shortName(day).equalsIgnoreCase(name)) {
                return day;
            }
        }
        throw wrong(text);
    }

    /** 24:00 is the midnight that ends the day. */
    private static LocalTime time(String hour, String minute, String text) {
        int hours = Integer.parseInt(hour);
        int minutes = Integer.parseInt(minute);
        if (hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) {
            throw wrong(text);
        }
        return LocalTime.of(hours % 24, minutes);
    }

    private static String shortName(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "quiet hours are written like mon-fri 22:00-07:00, not \"" + text.strip() + "\"");
    }

    /** As it is read. */
    @Override
    public String toString() {
        String names = days.stream().sorted().map(QuietSpan::shortName).collect(Collectors.joining(","));
        String end = to.equals(LocalTime.MIDNIGHT) ? "24:00" : to.toString();
        return names + " " + from + "-" + end;
    }
}
