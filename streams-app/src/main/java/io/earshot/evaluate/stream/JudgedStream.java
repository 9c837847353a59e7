package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import io.earshot.evaluate.stream.StreamMaker.StreamSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream that was heard, what came of it, and what could be heard in it.
 *
 * @param set that it is of
 * @param snrDb of its sounds
 * @param stream as it was made; read to its end
 * @param hops in their order
 * @param detections the events that were reported, in the order of their end
 * @param byOpening by opening of {@link ThresholdTuning#OPENINGS} and query: the events that it would have reported
 * @param references by query
 */
record JudgedStream(
        StreamSet set,
        int snrDb,
        PlantedStream stream,
        List<Hop> hops,
        List<Detection> detections,
        List<List<List<Detection>>> byOpening,
        List<List<Reference>> references) {
    /**
     * How each query scored on the segment that a hop completes.
     *
     * @param startSec where in the stream the hop begins, s
     * @param endSec where it ends, s
     * @param levelDbfs of the hop
     * @param scores before calibration, {@code [queries]}; read-only
     * @param confidences calibrated, {@code [queries]}; read-only
     */
    record Hop(double startSec, double endSec, double levelDbfs, float[] scores, double[] confidences) {}

    /** The plain detector's detections, by query. */
    List<List<Detection>> plain(double[] thresholds) {
        return IntStream.range(0, thresholds.length)
                .mapToObj(query -> PlainDetector.detect(query, hops, thresholds[query]))
                .toList();
    }
}
