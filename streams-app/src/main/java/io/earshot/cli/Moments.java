package io.earshot.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/** Moments as people write them: an instant, a local date and time, a local time of the last 24 hours, microseconds. */
final class Moments {
    private static final Pattern MICROS = Pattern.compile("\\d{11,18}");
    private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,6})?)?");

    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}(ms|s|m|h)?");

    private Moments() {}

    /**
     * @param clock whose zone local times are in
     * @throws WrongUseException if it is of no such form
     */
    static Instant parse(String text, Clock clock) {
        String written = text.trim();
        try {
            if (MICROS.matcher(written).matches()) {
                long micros = Long.parseLong(written);
                return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
            }
            if (TIME.matcher(written).matches()) {
                return latest(written.length() > 1 && written.charAt(1) == ':' ? "0" + written : written, clock);
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
     * A moment, or how long ago it is.
     *
     * @throws WrongUseException if it is neither
     */
    static Instant since(String text, Clock clock) {
        return LENGTH.matcher(text.trim()).matches()
                ? clock.instant().minus(Durations.parse(text))
                : parse(text, clock);
    }

    /** The time of today, or of yesterday if today it is still to come. */
    private static Instant latest(String time, Clock clock) {
        ZonedDateTime today = ZonedDateTime.now(clock).with(LocalTime.parse(time.replace(',', '.')));
        boolean isToCome = today.toInstant().isAfter(clock.instant().plusSeconds(1));
        return (isToCome ? today.minusDays(1) : today).toInstant();
    }
}
