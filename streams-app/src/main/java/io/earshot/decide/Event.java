package io.earshot.decide;

import java.util.Optional;

/**
 * A self-contained fact: from when to when a query's sound was heard in a source.
 *
 * @param phase where in its life the event is
 * @param eventId hash of source, epoch, query id, query version and the grid index of the hop that opened it
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param openedAtHop grid index of the hop that opened it
 * @param subject what was heard: the query as it was when the event opened, and the point at which it opened and closes,
 *     which a later calibration does not change
 * @param onsetMicros audio time at which the sound started, microseconds since 1970
 * @param offsetMicros audio time at which it ended, or up to which it has been heard so far
 * @param peakMicros audio time of the end of the segment with the highest confidence
 * @param confidence highest calibrated score so far: the number that was compared with the point's
 * @param score similarity before calibration, of the segment with the highest confidence
 * @param why what that score is made of
 * @param endReason NONE until the phase is CLOSE
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
        EndReason endReason)
        implements HasSubject {}
