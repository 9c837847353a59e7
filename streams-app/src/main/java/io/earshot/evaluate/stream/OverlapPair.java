package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A reference and the one detection that is taken for it. */
record OverlapPair(Reference reference, Detection detection) {
    /** Pairs one to one: of all that overlap, the two that overlap longest first, and so on. */
    static List<OverlapPair> of(List<Reference> references, List<Detection> detections) {
        List<OverlapPair> candidates = new ArrayList<>();
        for (Reference reference : references) {
            for (Detection detection : detections) {
                if (reference.overlapSec(detection) > 0) {
                    candidates.add(new OverlapPair(reference, detection));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(OverlapPair::seconds)
                .reversed()
                .thenComparingDouble(pair -> pair.reference.onsetSec())
                .thenComparingDouble(pair -> pair.detection.onsetSec()));
        Set<Reference> takenReferences = new HashSet<>();
        Set<Detection> takenDetections = new HashSet<>();
        List<OverlapPair> pairs = new ArrayList<>();
        for (OverlapPair pair : candidates) {
            if (!takenReferences.contains(pair.reference) && takenDetections.add(pair.detection)) {
                takenReferences.add(pair.reference);
                pairs.add(pair);
            }
        }
        return pairs;
    }

    /** How much later than in truth the detection begins, s. */
    double onsetLateSec() {
        return detection.onsetSec() - reference.onsetSec();
    }

    /** How much later than in truth the detection ends, s. */
    double offsetLateSec() {
        return detection.offsetSec() - reference.offsetSec();
    }

    /** How long after the true onset the detection was reported, s. */
    double openDelaySec() {
        return detection.openedSec() - reference.onsetSec();
    }

    private double seconds() {
        return reference.overlapSec(detection);
    }
}
