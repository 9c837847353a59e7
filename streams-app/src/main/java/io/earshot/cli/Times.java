package io.earshot.cli;

import io.earshot.query.Form;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Times as people write them: lengths of time, instants, local times. */
final class Times {
    private static final Pattern MICROS = Pattern.compile("\\d{11,18}");
    private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,6})?)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}(ms|s|m|h)?");
    private static final Instant LAST_START = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /**
     * A length of time: 90, 90s, 5m, 2h, 500ms.
     *
     * @throws WrongUseException if it is not of that form, or zero
     */
    static Duration length(String text) {
        try {
            Duration length = Form.TIME.parse(text);
            if (length.isZero()) {
                throw new WrongUseException("\"" + text + "\" is no time; write for example 60s or 5m");
            }
            return length;
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    /**
     * An instant, a local date and time, a local time of the last 24 hours, or microseconds since 1970.
     *
     * @param clock with the zone of local times
     * @throws WrongUseException if it is of no such form
     */
    static Instant moment(String text, Clock clock) {
        String written = text.trim();
        try {
            if (MICROS.matcher(written).matches()) {
                return Instant.EPOCH.plus(Long.parseLong(written), ChronoUnit.MICROS);
            }
            if (TIME_OF_DAY.matcher(written).matches()) {
                return latest(written.charAt(1) == ':' ? "0" + written : written, clock);
            }
            return written.endsWith("Z") || written.matches(".*[+-]\\d{2}:\\d{2}$")
                    ? ZonedDateTime.parse(written).toInstant()
                    : LocalDateTime.parse(written.replace(' ', 'T'))
                            .atZone(clock.getZone())
                            .toInstant();
        } catch (DateTimeException e) {
            throw new WrongUseException(
                    "\"" + text
                            + "\" is not a time; write for example 14:03:20, 2026-01-31T14:03:20 (both local) or 2026-01-31T13:03:20Z");
        }
    }

    /**
     * A moment, or how long ago it was.
     *
     * @throws WrongUseException if it is neither
     */
    static Instant since(String text, Clock clock) {
        return LENGTH.matcher(text.trim()).matches() ? clock.instant().minus(length(text)) : moment(text, clock);
    }

    /** The time of today, or of yesterday while that of today is still to come. */
    private static Instant latest(String time, Clock clock) {
        ZonedDateTime today = ZonedDateTime.now(clock).with(LocalTime.parse(time.replace(',', '.')));
        boolean isToCome = today.toInstant().isAfter(clock.instant().plusSeconds(1));
        return (isToCome ? today.minusDays(1) : today).toInstant();
    }

    /**
     * Capture time of a first sample, microseconds since 1970.
     *
     * @throws WrongUseException if a chunk cannot carry it
     */
    static long startMicros(Instant start) {
        if (start.isBefore(Instant.EPOCH) || start.isAfter(LAST_START)) {
            throw new WrongUseException(
                    "--start " + start + " must lie between " + Instant.EPOCH + " and " + LAST_START);
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, start);
    }
}
