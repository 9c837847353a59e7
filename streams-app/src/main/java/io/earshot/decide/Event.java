package io.earshot.decide;

import java.util.Optional;

/**
 * A self-contained fact: when a query's sound was heard in a source, or, of a query that asks for it, when it was absent.
 *
 * @param phase where in its life the event is
 * @param eventId hash of source, epoch, query id, query version and the grid index of the hop that opened it
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param openedAtHop grid index of the hop that opened it
 * @param subject the query and the operating point, both as they were when the event opened
 * @param onsetMicros audio time at which the sound started, microseconds since 1970
 * @param offsetMicros audio time at which it ended, or up to which it has lasted so far
 * @param peakMicros audio time of the end of the segment with the highest confidence
 * @param confidence highest calibrated score so far: the number that the tracker compared with the operating point
 * @param score similarity before calibration, of the segment with the highest confidence
 * @param why explanation of that score
 * @param endReason NONE until the phase is CLOSE
 * @param absent set if the event is the absence of the sound: then the onset is where it was last heard or listening began, the
 *     offset where it was heard again or up to which it was absent, and the confidence the highest meanwhile; with
 *     SOUND_HEARD it is the one that ended the absence
 * @param title what the stream said that it played, as it was sent; empty if it said nothing
 */
public record Event(
        EventPhase phase,
        String eventId,
        String sourceId,
        long epochId,
        long openedAtHop,
        Subject subject,
        long onsetMicros,
        long offsetMicros,
        long peakMicros,
        double confidence,
        double score,
        Optional<Explanation> why,
        EndReason endReason,
        Optional<AbsentTime> absent,
        String title)
        implements HasSubject {
    /** A sound that was heard. */
    public Event(
            EventPhase phase,
            String eventId,
            String sourceId,
            long epochId,
            long openedAtHop,
            Subject subject,
            long onsetMicros,
            long offsetMicros,
            long peakMicros,
            double confidence,
            double score,
            Optional<Explanation> why,
            EndReason endReason) {
        this(
                phase,
                eventId,
                sourceId,
                epochId,
                openedAtHop,
                subject,
                onsetMicros,
                offsetMicros,
                peakMicros,
                confidence,
                score,
                why,
                endReason,
                Optional.empty(),
                "");
    }

    /** The same while the stream says that it plays something. */
    public Event withTitle(String playing) {
        return new Event(
                phase,
                eventId,
                sourceId,
                epochId,
                openedAtHop,
                subject,
                onsetMicros,
                offsetMicros,
                peakMicros,
                confidence,
                score,
                why,
                endReason,
                absent,
                playing);
    }
}
