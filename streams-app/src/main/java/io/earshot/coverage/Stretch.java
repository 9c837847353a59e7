package io.earshot.coverage;

import io.earshot.audio.GapReason;
import java.util.Optional;

/**
 * Audio time of which one thing is known.
 *
 * @param startMicros at which it starts, microseconds since 1970
 * @param endMicros at which it ends
 * @param missing why it is missing; empty: it was heard
 */
public record Stretch(long startMicros, long endMicros, Optional<GapReason> missing) {
    /** A part of it. */
    Stretch from(long start, long end) {
        return new Stretch(Math.max(startMicros, start), Math.min(endMicros, end), missing);
    }

    boolean isEmpty() {
        return startMicros >= endMicros;
    }

    long micros() {
        return endMicros - startMicros;
    }
}
