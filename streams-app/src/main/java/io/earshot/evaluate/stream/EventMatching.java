package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Pairs references with detections, one to one, so that there are as many pairs as there can be: maximum matching in a
 * bipartite graph by augmenting paths (Kuhn 1955), which is what sed_eval calls optimal.
 */
final class EventMatching {
    private static final int FREE = -1;

    private final boolean[][] allowed;
    private final int[] referenceOfDetection;

    private EventMatching(boolean[][] allowed, int detections) {
        this.allowed = allowed;
        this.referenceOfDetection = new int[detections];
        Arrays.fill(referenceOfDetection, FREE);
    }

    /** Number of pairs. */
    static int pairs(
            List<Reference> references, List<Detection> detections, BiPredicate<Reference, Detection> isRight) {
        boolean[][] allowed = new boolean[references.size()][detections.size()];
        for (int r = 0; r < allowed.length; r++) {
            for (int d = 0; d < detections.size(); d++) {
                allowed[r][d] = isRight.test(references.get(r), detections.get(d));
            }
        }
        return new EventMatching(allowed, detections.size()).pairs();
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

    private int pairs() {
        int pairs = 0;
        for (int reference = 0; reference < allowed.length; reference++) {
            if (augment(reference, new boolean[referenceOfDetection.length])) {
                pairs++;
            }
        }
        return pairs;
    }

    /** @param tried detections that this path has asked. Overwritten. */
    private boolean augment(int reference, boolean[] tried) {
        for (int detection = 0; detection < tried.length; detection++) {
            if (allowed[reference][detection] && !tried[detection]) {
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
