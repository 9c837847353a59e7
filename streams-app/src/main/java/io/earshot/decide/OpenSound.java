package io.earshot.decide;

import io.earshot.query.StandingQuery;

/**
 * A sound that a query is hearing in a source: the state of one event, from its first segment on.
 *
 * @param query as it was when the sound began
 * @param queryVersion of the query
 * @param modelDigest of the model that hears it
 * @param epochId of the epoch
 * @param firstHop grid index of the hop that first reached the opening confidence
 * @param onsetMicros audio time at which the sound started
 * @param heardToMicros audio time up to which it has been heard
 * @param peakMicros audio time of the end of the segment with the highest confidence
 * @param peakConfidence highest calibrated score so far
 * @param peakScore similarity before calibration, of that segment
 * @param opened whether its OPEN has been put out; false while it is shorter than the query's minimum
 */
public record OpenSound(
        StandingQuery query,
        String queryVersion,
        String modelDigest,
        long epochId,
        long firstHop,
        long onsetMicros,
        long heardToMicros,
        long peakMicros,
        double peakConfidence,
        double peakScore,
        boolean opened) {

    OpenSound heard(long toMicros, double confidence, double score) {
        boolean higher = confidence > peakConfidence;
        return new OpenSound(
                query,
                queryVersion,
                modelDigest,
                epochId,
                firstHop,
                onsetMicros,
                toMicros,
                higher ? toMicros : peakMicros,
                higher ? confidence : peakConfidence,
                higher ? score : peakScore,
                opened);
    }

    OpenSound open() {
        return new OpenSound(
                query,
                queryVersion,
                modelDigest,
                epochId,
                firstHop,
                onsetMicros,
                heardToMicros,
                peakMicros,
                peakConfidence,
                peakScore,
                true);
    }

    long heardMicros() {
        return heardToMicros - onsetMicros;
    }
}
