package io.earshot.cli;

import io.earshot.query.Form;
import java.time.Duration;

/** Durations as people write them: 90, 90s, 5m, 2h, 500ms. */
final class Durations {
    private Durations() {}

    /** @throws WrongUseException if it is not of that form, or zero */
    static Duration parse(String text) {
        Duration duration = parseOrZero(text);
        if (duration.isZero()) {
            throw new WrongUseException("\"" + text + "\" is no time; write for example 60s or 5m");
        }
        return duration;
    }

    /** @throws WrongUseException if it is not of that form */
    static Duration parseOrZero(String text) {
        try {
            return Form.TIME.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}
