package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * A stream that was heard, and what could be heard in it.
 *
 * @param stream as it was made; read to its end
 * @param references by query
 */
record JudgedStream(
        StreamSet.Member member, PlantedStream stream, HeardStream heard, List<List<Reference>> references) {
    boolean isOf(StreamSet.Part part) {
        return member.set().part() == part;
    }

    /** The plain detector's detections, by query. */
    List<List<Detection>> plain(double[] thresholds) {
        List<List<Detection>> byQuery = new ArrayList<>();
        for (int query = 0; query < thresholds.length; query++) {
            byQuery.add(PlainDetector.detect(query, heard.hops(), thresholds[query]));
        }
        return byQuery;
    }
}
