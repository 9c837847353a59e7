package io.earshot.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Capture times that users write. */
final class StartTimes {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private StartTimes() {}

    /**
     * Microseconds since 1970.
     *
     * @throws WrongUseException if it lies outside what a chunk can carry
     */
    static long micros(Instant start) {
        if (start.isBefore(Instant.EPOCH) || start.isAfter(LAST)) {
            throw new WrongUseException("--start " + start + " must lie between " + Instant.EPOCH + " and " + LAST);
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, start);
    }
}
