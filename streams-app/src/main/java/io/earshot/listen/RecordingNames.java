package io.earshot.listen;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a recording began, by its file's name, as field recorders and loggers write it: {@code SITE_20261130_051500.wav}. */
final class RecordingNames {
    private static final Pattern TIME = Pattern.compile(
            "(?<!\\d)(\\d{4})-?(\\d{2})-?(\\d{2})[-_T ]+(?:\\p{Alpha}+-)?(\\d{2})[-:_.]?(\\d{2})[-:_.]?(\\d{2})(Z)?(?!\\d)");

    private RecordingNames() {}

    /**
     * The start that a name tells.
     *
     * @param zone of a time without one; a trailing Z is UTC
     */
    static Optional<Instant> startOf(String name, ZoneId zone) {
        Matcher found = TIME.matcher(name);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(found, 1),
                    number(found, 2),
                    number(found, 3),
                    number(found, 4),
                    number(found, 5),
                    number(found, 6));
            return Optional.of(
                    time.atZone(found.group(7) == null ? zone : ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            // Digits that are no time.
            return Optional.empty();
        }
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
