package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.QueryOutcome.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * How well events were found. Counts are summed over queries and streams before anything is divided (micro average);
 * medians are over all overlapping pairs, and NaN if there is none.
 *
 * @param eventF1At1s F1 of events whose onset is within 1 s, and offset within 1 s or half of the reference's length
 * @param eventF1At500ms the same with 0.5 s
 * @param onsetF1At1s F1 of events whose onset is within 1 s
 * @param eventPrecisionAt1s share of the detections that count in {@code eventF1At1s}
 * @param eventRecallAt1s share of the references that count in {@code eventF1At1s}
 * @param onsetErrorMedianSec median of the distance from true to reported onset, s
 * @param offsetErrorMedianSec median of the distance from true to reported offset, s
 * @param onsetBiasMedianSec median of how much later than in truth events begin, s
 * @param offsetBiasMedianSec median of how much later than in truth events end, s
 * @param falseAlarmsPerHour of a stream, summed over the queries
 * @param openDelayMedianSec median of the audio that passed from the true onset to the first report, s
 * @param references planted
 * @param detections reported
 * @param missed references that no detection overlaps
 * @param falseAlarms detections that overlap no reference
 * @param fragments detections beyond one of each reference that they overlap
 */
public record StreamQuality(
        double eventF1At1s,
        double eventF1At500ms,
        double onsetF1At1s,
        double eventPrecisionAt1s,
        double eventRecallAt1s,
        double onsetErrorMedianSec,
        double offsetErrorMedianSec,
        double onsetBiasMedianSec,
        double offsetBiasMedianSec,
        double falseAlarmsPerHour,
        double openDelayMedianSec,
        int references,
        int detections,
        int missed,
        int falseAlarms,
        int fragments) {
    /** @param hours of all streams together */
    static StreamQuality of(List<QueryOutcome> outcomes, double hours) {
        int references = sum(outcomes, outcome -> outcome.references().size());
        int detections = sum(outcomes, outcome -> outcome.detections().size());
        int falseAlarms = sum(outcomes, QueryOutcome::falseAlarms);
        int right = sum(outcomes, QueryOutcome::rightAt1s);
        return new StreamQuality(
                f1(right, references, detections),
                f1(sum(outcomes, QueryOutcome::rightAt500ms), references, detections),
                f1(sum(outcomes, QueryOutcome::onsetsAt1s), references, detections),
                detections == 0 ? 0 : (double) right / detections,
                references == 0 ? 0 : (double) right / references,
                median(outcomes, pair -> Math.abs(pair.onsetLateSec())),
                median(outcomes, pair -> Math.abs(pair.offsetLateSec())),
                median(outcomes, Pair::onsetLateSec),
                median(outcomes, Pair::offsetLateSec),
                falseAlarms / hours,
                median(outcomes, Pair::openDelaySec),
                references,
                detections,
                sum(outcomes, QueryOutcome::missed),
                falseAlarms,
                detections
                        - falseAlarms
                        - sum(outcomes, outcome -> outcome.pairs().size()));
    }

    /** {@code 2 TP / (2 TP + FP + FN)}; 0 where there is nothing to find and nothing was found. */
    static double f1(int right, int references, int detections) {
        return references + detections == 0 ? 0 : 2. * right / (references + detections);
    }

    private static int sum(List<QueryOutcome> outcomes, ToIntFunction<QueryOutcome> count) {
        return outcomes.stream().mapToInt(count).sum();
    }

    private static double median(List<QueryOutcome> outcomes, ToDoubleFunction<Pair> value) {
        Stream<Pair> pairs = outcomes.stream().flatMap(outcome -> outcome.pairs().stream());
        double[] sorted = pairs.mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted)
                        .skip(Math.max(0, middle - 1))
                        .limit(2)
                        .average()
                        .orElse(Double.NaN);
    }
}
