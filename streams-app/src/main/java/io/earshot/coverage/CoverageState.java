package io.earshot.coverage;

import java.util.List;

/**
 * Where the account of a lane stands.
 *
 * @param epochId of the newest epoch; -1: there was none
 * @param toldToMicros audio time up to which chunks of that epoch said something, microseconds since 1970
 * @param closedToMicros audio time up to which minutes are closed
 * @param ended whether the epoch is over, so that nothing is expected after it
 * @param appendMillis when the newest chunk that told something was appended, milliseconds since 1970
 * @param stretches what is known of the time that is not closed, in order
 */
public record CoverageState(
        long epochId,
        long toldToMicros,
        long closedToMicros,
        boolean ended,
        long appendMillis,
        List<Stretch> stretches) {
    /** Nothing is known. */
    public static final CoverageState NEW = new CoverageState(-1, 0, Long.MIN_VALUE, true, 0, List.of());

    public CoverageState {
        stretches = List.copyOf(stretches);
    }
}
