package io.earshot.preview;

import io.earshot.calibration.OperatingPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a query would have reported on one source.
 *
 * @param sourceId of the source
 * @param fromMicros audio time at which the first segment's new audio starts, microseconds since 1970
 * @param toMicros audio time at which the last one ends
 * @param heardSeconds seconds of audio between them, without gaps
 * @param segments judged segments
 * @param point at which the query opens at the end
 * @param asAsked result of the query as it stands
 * @param atThresholds results at other thresholds, by confidence
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
