package io.earshot.decide;

/**
 * A sound that almost became an event.
 *
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param gridIndex of the newest hop of its best segment
 * @param subject the query and the operating point, as they were
 * @param startMicros audio time at which it started, microseconds since 1970
 * @param endMicros audio time at which it ended
 * @param confidence its highest calibrated score
 * @param score before calibration, of its best segment
 * @param rejectedBy the first rule that rejected it
 * @param missedBy by how much: confidence for OPEN_CONFIDENCE and NEGATIVES, hops for CONFIRMATION, else seconds
 * @param suggestion the smallest change of the query that would let it fire, in words
 */
public record NearMiss(
        String sourceId,
        long epochId,
        long gridIndex,
        Subject subject,
        long startMicros,
        long endMicros,
        double confidence,
        double score,
        RejectionRule rejectedBy,
        double missedBy,
        String suggestion)
        implements HasSubject {
    /** Names it among the near misses of all sources; a replay gives the same name. */
    public String id() {
        return EventId.of(sourceId, epochId, this, gridIndex);
    }

    static NearMiss of(Candidate candidate, String sourceId) {
        Rejection rejection = Rejection.of(candidate);
        return new NearMiss(
                sourceId,
                candidate.epochId(),
                candidate.peak().gridIndex(),
                candidate.subject(),
                candidate.soundStartMicros(),
                candidate.soundEndMicros(),
                candidate.peak().confidence(),
                candidate.peak().score(),
                rejection.rule(),
                rejection.missedBy(),
                rejection.suggestion());
    }
}
