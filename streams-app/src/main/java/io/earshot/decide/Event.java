package io.earshot.decide;

import java.util.Optional;

/**
 * A self-contained fact: when a query's sound was heard in a source.
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
