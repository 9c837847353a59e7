package io.earshot.preview;

import io.earshot.calibration.OperatingPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a query would have told of one source.
 *
 * @param sourceId of the source
 * @param fromMicros audio time at which the first segment's new audio starts, microseconds since 1970
 * @param toMicros audio time at which the last one ends
 * @param heardSeconds of audio that was really heard between them
 * @param segments that were judged
 * @param point at which the query opens there in the end
 * @param asAsked what came of the query as it stands
 * @param atThresholds what would have come of it at other thresholds, by confidence
 */
public record SourcePreview(
        String sourceId,
        long fromMicros,
        long toMicros,
        double heardSeconds,
        long segments,
        OperatingPoint point,
        Tally asAsked,
        Map<Double, Tally> atThresholds) {
    public SourcePreview {
        atThresholds = Collections.unmodifiableMap(new TreeMap<>(atThresholds));
    }
}
