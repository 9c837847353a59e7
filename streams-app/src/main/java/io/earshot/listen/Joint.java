package io.earshot.listen;

import io.earshot.audio.PcmFormat;
import java.util.OptionalInt;

/**
 * Where a connection goes on from what was heard before.
 *
 * @param leftOut samples at its front that were heard before, or given up
 * @param micros capture time of the first sample after them
 */
record Joint(long leftOut, long micros) {
    /** Clocks and networks disagree by so much about where the audio before ended. */
    private static final long JOINS_MICROS = 5_000_000;
    /** More than the single sample that says that a connection broke. */
    private static final long BREAK_MICROS = 1_000;

    /**
     * By what it sounds like, else by time.
     *
     * @param start capture time of the connection's first sample
     */
    static Joint of(Head head, long start, Epochs before) {
        if (!before.isOpen()) {
            return new Joint(0, start);
        }
        PcmFormat format = head.format();
        long heardEnd = before.heardEndMicros();
        boolean isGivenUp = before.endMicros() > heardEnd + BREAK_MICROS;
        long byTime = format.samples(heardEnd - start);
        if (!isGivenUp && before.tail().format().equals(format)) {
            OptionalInt found = Overlap.find(before.tail().samples(), head.mono(), format.sampleRateHz(), byTime);
            if (found.isPresent() && Math.abs(found.getAsInt() - byTime) <= format.samples(JOINS_MICROS)) {
                return new Joint(found.getAsInt(), heardEnd);
            }
        }
        long leftOut = Math.max(0, format.samples((isGivenUp ? before.endMicros() : heardEnd) - start));
        return new Joint(leftOut, start + format.micros(leftOut));
    }
}
