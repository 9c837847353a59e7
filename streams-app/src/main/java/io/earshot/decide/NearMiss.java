package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.query.StandingQuery;

/**
 * A sound that almost became an event.
 *
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param gridIndex of the newest hop of its best segment
 * @param query as it was
 * @param queryVersion of the query
 * @param modelDigest of the model that heard it
 * @param startMicros audio time at which it started, microseconds since 1970
 * @param endMicros audio time at which it ended
 * @param confidence its highest calibrated score
 * @param score before calibration, of its best segment
 * @param point that was in force
 * @param rejectedBy the first rule that rejected it
 * @param missedBy by how much: confidence for OPEN_CONFIDENCE and NEGATIVES, hops for CONFIRMATION, else seconds
 * @param suggestion the smallest change of the query that would have let it fire, in words
 */
public record NearMiss(
        String sourceId,
        long epochId,
        long gridIndex,
        StandingQuery query,
        String queryVersion,
        String modelDigest,
        long startMicros,
        long endMicros,
        double confidence,
        double score,
        OperatingPoint point,
        RejectionRule rejectedBy,
        double missedBy,
        String suggestion) {
    static NearMiss of(Candidate candidate, String sourceId) {
        Subject subject = candidate.subject();
        Rejection rejection = Rejection.of(candidate);
        return new NearMiss(
                sourceId,
                candidate.epochId(),
                candidate.peak().gridIndex(),
                subject.query(),
                subject.queryVersion(),
                subject.modelDigest(),
                candidate.soundStartMicros(),
                candidate.soundEndMicros(),
                candidate.peak().confidence(),
                candidate.peak().score(),
                subject.point(),
                rejection.rule(),
                rejection.missedBy(),
                rejection.suggestion());
    }
}
