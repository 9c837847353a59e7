package io.earshot.evaluate.stream;

import java.util.List;

/**
 * A sound that can be planted.
 *
 * @param file as its list names it
 * @param texts that are right for it, the first being its label
 * @param samples read-only
 */
record ForegroundSound(String file, List<String> texts, float[] samples) {
    String label() {
        return texts.get(0);
    }

    /** Mean square of the samples. */
    double meanSquare() {
        return Loudness.meanSquare(samples, 0, samples.length);
    }
}
