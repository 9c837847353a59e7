package io.earshot.notify.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Reads how long a server wants to be left alone (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US);

    private RetryAfter() {}

    /**
     * @param value of the header: seconds, or a date; null: there is none
     * @return empty if it says nothing that can be read, or lies in the past
     */
    static Optional<Duration> of(String value, Clock clock) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration until = Duration.between(
                    clock.instant(), ZonedDateTime.parse(text, HTTP_DATE).toInstant());
            return until.isNegative() ? Optional.empty() : Optional.of(until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
