package io.earshot.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the confidences of a clip's segments become the clip's score.
 *
 * <p>When the default was chosen, with earshot-base 3, on 953 clips of 32 classes (zero-shot accuracy / mAP text to audio): {@code TOP}
 * .577 / .514, {@code MAX} .567 / .508; on 400 clips of ten kinds of animals {@code TOP} .725 / .617, {@code MAX} .723 / .605, {@code MEAN}
 * .715 / .606. {@code MAX} is what decides whether an event opens.
 */
public enum ClipPool {
    /** The highest. */
    MAX("the highest", segments -> Arrays.stream(segments).max().orElseThrow()),
    /** The mean of the higher half of them (of the middle one too, where their number is odd). */
    TOP("the mean of the higher half", segments -> {
        double[] rising = Arrays.stream(segments).sorted().toArray();
        return Arrays.stream(rising, rising.length / 2, rising.length).average().orElseThrow();
    }),
    /** Their mean. */
    MEAN("the mean", segments -> {
        double sum = 0;
        for (double confidence : segments) {
            sum += confidence;
        }
        return sum / segments.length;
    });

    private final String words;
    private final ToDoubleFunction<double[]> pooling;

    ClipPool(String words, ToDoubleFunction<double[]> pooling) {
        this.words = words;
        this.pooling = pooling;
    }

    /** What it takes of the confidences. */
    String inWords() {
        return words;
    }

    /**
     * @param segments at least one, each {@code [queries]}. Not modified.
     * @param query index of the query
     */
    double of(List<double[]> segments, int query) {
        return pooling.applyAsDouble(
                segments.stream().mapToDouble(confidences -> confidences[query]).toArray());
    }
}
