package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the detections of one query in one stream compare with what could be heard. */
record QueryOutcome(List<Reference> references, List<Detection> detections) {
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

    /** Pairs whose onset and offset are right at a collar of 1 s. */
    int rightAt1s() {
        return EventMatching.pairs(references, detections, EventMatching.onsetAndOffset(1));
    }

    /** The same at 0.5 s. */
    int rightAt500ms() {
        return EventMatching.pairs(references, detections, EventMatching.onsetAndOffset(.5));
    }

    /** Pairs whose onset is right at 1 s. */
    int onsetsAt1s() {
        return EventMatching.pairs(references, detections, EventMatching.onset(1));
    }

    /** References that no detection overlaps. */
    int missed() {
        return (int) references.stream()
                .filter(reference -> detections.stream().noneMatch(other -> reference.overlapSec(other) > 0))
                .count();
    }

    /** Detections that overlap no reference. */
    int falseAlarms() {
        return (int) detections.stream()
                .filter(detection -> references.stream().noneMatch(other -> other.overlapSec(detection) > 0))
                .count();
    }

    /** Pairs of what overlaps. */
    List<Pair> pairs() {
        return Pair.of(references, detections);
    }
}
