package io.earshot.source;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How listening to a source goes. Times are wall-clock time, microseconds since 1970.
 *
 * @param sourceId of the source
 * @param state how it goes
 * @param sinceMicros since when it is so
 * @param updatedMicros when this was noted
 * @param reason why, on one line, without credentials; empty if there is nothing to say
 * @param tries attempts to open it since it was last heard
 * @param nextTryMicros of the next attempt, if one is planned
 * @param epochId of the newest epoch; -1: none yet
 * @param progress what was heard and missed
 * @param clock how the source's clock runs
 * @param title what the stream says that it plays, as it was sent
 * @param heardChannel which channel is heard, and why if it is not what was asked for
 * @param listener the process that listens
 */
public record SourceStatus(
        String sourceId,
        SourceState state,
        long sinceMicros,
        long updatedMicros,
        String reason,
        int tries,
        OptionalLong nextTryMicros,
        long epochId,
        Progress progress,
        ClockReading clock,
        String title,
        String heardChannel,
        String listener) {
    /** A listener notes each state at least every ten seconds. */
    private static final long OLD_MICROS = 30_000_000;

    /** Whether nobody has noted it for so long that no process can be listening. */
    public boolean isOld(long nowMicros) {
        return nowMicros - updatedMicros > OLD_MICROS;
    }

    /**
     * What was heard and missed since this listener took the source.
     *
     * @param heardSeconds of audio published
     * @param missedSeconds that were to be heard and were not
     * @param levelDbfs of the last seconds, 0 is a full-scale square wave; empty: nothing was heard, or digital silence
     */
    public record Progress(double heardSeconds, double missedSeconds, OptionalDouble levelDbfs) {
        /** Nothing yet. */
        public static final Progress NONE = new Progress(0, 0, OptionalDouble.empty());
    }

    /**
     * The source's clock against the listener's.
     *
     * @param driftPpm how much faster it runs, in parts per million; empty: not known yet
     * @param offsetSeconds how far the epoch's time by rate is ahead; empty: not known yet
     */
    public record ClockReading(OptionalDouble driftPpm, OptionalDouble offsetSeconds) {
        /** Not known yet. */
        public static final ClockReading NONE = new ClockReading(OptionalDouble.empty(), OptionalDouble.empty());
    }
}
