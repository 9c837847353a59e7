package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the detections of one query in one stream compare with what could be heard.
 *
 * @param references number of them
 * @param detections number of them
 * @param rightAt1s pairs whose onset and offset are right at a collar of 1 s
 * @param rightAt500ms the same at 0.5 s
 * @param onsetsAt1s pairs whose onset is right at 1 s
 * @param missed references that no detection overlaps
 * @param falseAlarms detections that overlap no reference
 * @param pairs of what overlaps
 */
record QueryOutcome(
        int references,
        int detections,
        int rightAt1s,
        int rightAt500ms,
        int onsetsAt1s,
        int missed,
        int falseAlarms,
        List<Pair> pairs) {
    /**
     * When a query's sound can be heard, in truth.
     *
     * @param query index of the query
     * @param onsetSec where in the stream it begins, s
     * @param offsetSec where it ends, s
     */
    record Reference(int query, double onsetSec, double offsetSec) {
        double lengthSec() {
            return offsetSec - onsetSec;
        }

        /** How long a detection and this are both going on, s; 0 if they are not. */
        double overlapSec(Detection detection) {
            double from = Math.max(onsetSec, detection.onsetSec);
            return Math.max(0, Math.min(offsetSec, detection.offsetSec) - from);
        }
    }

    /**
     * When a query's sound was heard.
     *
     * @param query index of the query
     * @param onsetSec where in the stream it begins, s
     * @param offsetSec where it ends, s
     * @param openedSec how far the stream had been heard when it was first reported, s
     * @param confidence its highest
     */
    record Detection(int query, double onsetSec, double offsetSec, double openedSec, double confidence) {}

    /** A reference and the one detection that is taken for it. */
    record Pair(Reference reference, Detection detection) {
        /** Pairs one to one: of all that overlap, the two that overlap longest first, and so on. */
        static List<Pair> of(List<Reference> references, List<Detection> detections) {
            Set<Reference> freeReferences = new HashSet<>(references);
            Set<Detection> freeDetections = new HashSet<>(detections);
            List<Pair> pairs = new ArrayList<>();
            references.stream()
                    .flatMap(reference -> detections.stream().map(detection -> new Pair(reference, detection)))
                    .filter(pair -> pair.overlapSec() > 0)
                    .sorted(Comparator.comparingDouble(Pair::overlapSec)
                            .reversed()
                            .thenComparingDouble(pair -> pair.reference.onsetSec)
                            .thenComparingDouble(pair -> pair.detection.onsetSec))
                    .forEach(pair -> {
                        if (freeReferences.contains(pair.reference) && freeDetections.remove(pair.detection)) {
                            freeReferences.remove(pair.reference);
                            pairs.add(pair);
                        }
                    });
            return pairs;
        }

        /** How much later than in truth the detection begins, s. */
        double onsetLateSec() {
            return detection.onsetSec - reference.onsetSec;
        }

        /** How much later than in truth the detection ends, s. */
        double offsetLateSec() {
            return detection.offsetSec - reference.offsetSec;
        }

        /** How long after the true onset the detection was reported, s. */
        double openDelaySec() {
            return detection.openedSec - reference.onsetSec;
        }

        private double overlapSec() {
            return reference.overlapSec(detection);
        }
    }

    static QueryOutcome of(List<Reference> references, List<Detection> detections) {
        return new QueryOutcome(
                references.size(),
                detections.size(),
                rightAt1s(references, detections),
                EventMatching.pairs(references, detections, EventMatching.onsetAndOffset(.5)),
                EventMatching.pairs(references, detections, EventMatching.onset(1)),
                (int) references.stream()
                        .filter(reference -> detections.stream().noneMatch(other -> reference.overlapSec(other) > 0))
                        .count(),
                (int) detections.stream()
                        .filter(detection -> references.stream().noneMatch(other -> other.overlapSec(detection) > 0))
                        .count(),
                Pair.of(references, detections));
    }

    static int rightAt1s(List<Reference> references, List<Detection> detections) {
        return EventMatching.pairs(references, detections, EventMatching.onsetAndOffset(1));
    }
}
