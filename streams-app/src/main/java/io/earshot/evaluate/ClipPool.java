package io.earshot.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * How the confidences of a clip's segments become the clip's score.
 *
 * <p>When the default was chosen, with earshot-base 3, on 953 clips of 32 classes (zero-shot accuracy / mAP text to audio): {@code TOP}
 * .577 / .514, {@code MAX} .567 / .508; on 400 clips of ten kinds of animals {@code TOP} .725 / .617, {@code MAX} .723 / .605, {@code MEAN}
 * .715 / .606. {@code MAX} is what decides whether an event opens.
 */
public enum ClipPool {
    /** The highest. */
    MAX("the highest"),
    /** The mean of the higher half of them (of the middle one too, where their number is odd). */
    TOP("the mean of the higher half"),
    /** Their mean. */
    MEAN("the mean");

    private final String words;

    ClipPool(String words) {
        this.words = words;
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
        double[] confidences =
                segments.stream().mapToDouble(ofSegment -> ofSegment[query]).toArray();
        return switch (this) {
            case MAX -> Arrays.stream(confidences).max().orElseThrow();
            case TOP -> meanOfHigherHalf(confidences);
            case MEAN -> Arrays.stream(confidences).reduce(0, Double::sum) / confidences.length;
        };
    }

    /** @param confidences Overwritten. */
    private static double meanOfHigherHalf(double[] confidences) {
        Arrays.sort(confidences);
        return Arrays.stream(confidences, confidences.length / 2, confidences.length)
                .average()
                .orElseThrow();
    }
}
