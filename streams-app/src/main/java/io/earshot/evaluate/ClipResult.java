package io.earshot.evaluate;

/**
 * What became of a clip.
 *
 * @param scores {@code [texts]}, read-only; empty if the clip was skipped
 * @param seconds of audio that were heard
 * @param reason why it was skipped, on one line; empty if it was not
 */
record ClipResult(double[] scores, double seconds, String reason) {
    static ClipResult scored(double[] scores, double seconds) {
        return new ClipResult(scores, seconds, "");
    }

    static ClipResult skipped(String reason) {
        return new ClipResult(new double[0], 0, reason.replaceAll("\\s*\\R\\s*", "; "));
    }

    boolean isSkipped() {
        return !reason.isEmpty();
    }
}
