package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Pairs references with detections, one to one, so that there are as many pairs as there can be: maximum matching in a
 * bipartite graph by augmenting paths (Kuhn 1955), which is what sed_eval calls optimal.
 */
final class EventMatching {
    private static final int FREE = -1;

    private final List<Reference> references;
    private final List<Detection> detections;
    private final BiPredicate<Reference, Detection> isRight;
    private final int[] referenceOfDetection;

    private EventMatching(
            List<Reference> references, List<Detection> detections, BiPredicate<Reference, Detection> isRight) {
        this.references = references;
        this.detections = detections;
        this.isRight = isRight;
        this.referenceOfDetection = new int[detections.size()];
        Arrays.fill(referenceOfDetection, FREE);
    }

    /** Number of pairs. */
    static int pairs(
            List<Reference> references, List<Detection> detections, BiPredicate<Reference, Detection> isRight) {
        EventMatching matching = new EventMatching(references, detections, isRight);
        return (int) IntStream.range(0, references.size())
                .filter(reference -> matching.augment(reference, new boolean[detections.size()]))
                .count();
    }

    /**
     * Whether onset and offset are right by sed_eval's rule: the onset within the collar, the offset within the collar or
     * half of the reference's length, whichever is more.
     */
    static BiPredicate<Reference, Detection> onsetAndOffset(double collarSec) {
        return (reference, detection) -> onset(collarSec).test(reference, detection)
                && Math.abs(detection.offsetSec() - reference.offsetSec())
                        <= Math.max(collarSec, .5 * reference.lengthSec());
    }

    /** Whether the onset is within the collar. */
    static BiPredicate<Reference, Detection> onset(double collarSec) {
        return (reference, detection) -> Math.abs(detection.onsetSec() - reference.onsetSec()) <= collarSec;
    }

    /** @param tried detections that this path has visited. Overwritten. */
    private boolean augment(int reference, boolean[] tried) {
        for (int detection = 0; detection < tried.length; detection++) {
            if (!tried[detection] && isRight.test(references.get(reference), detections.get(detection))) {
                tried[detection] = true;
                int other = referenceOfDetection[detection];
                if (other == FREE || augment(other, tried)) {
                    referenceOfDetection[detection] = reference;
                    return true;
                }
            }
        }
        return false;
    }
}
