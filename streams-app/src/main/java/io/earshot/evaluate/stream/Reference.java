package io.earshot.evaluate.stream;

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
        double from = Math.max(onsetSec, detection.onsetSec());
        return Math.max(0, Math.min(offsetSec, detection.offsetSec()) - from);
    }
}
