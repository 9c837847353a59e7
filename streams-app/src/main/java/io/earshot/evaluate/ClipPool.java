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
    MAX {
        @Override
        double of(List<double[]> segments, int query) {
            double highest = 0;
            for (double[] confidences : segments) {
                highest = Math.max(highest, confidences[query]);
            }
            return highest;
        }
    },
    /** The mean of the higher half of them (of the middle one too, where their number is odd). */
    TOP {
        @Override
        double of(List<double[]> segments, int query) {
            double[] rising = segments.stream()
                    .mapToDouble(confidences -> confidences[query])
                    .sorted()
                    .toArray();
            int taken = (rising.length + 1) / 2;
            return Arrays.stream(rising, rising.length - taken, rising.length)
                    .average()
                    .orElseThrow();
        }
    },
    /** Their mean. */
    MEAN {
        @Override
        double of(List<double[]> segments, int query) {
            double sum = 0;
            for (double[] confidences : segments) {
                sum += confidences[query];
            }
            return sum / segments.size();
        }
    };

    /**
     * @param segments at least one, each {@code [queries]}. Not modified.
     * @param query index of the query
     */
    abstract double of(List<double[]> segments, int query);
}
