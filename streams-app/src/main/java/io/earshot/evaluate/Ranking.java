package io.earshot.evaluate;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Where the relevant items of a gallery stand when it is sorted by score, the highest first. Ties are pessimistic: of
 * equal scores, the items that are not relevant come first.
 *
 * @param ranks of the relevant items, ascending, the first place is 0; at least one; read-only
 */
record Ranking(int[] ranks) {
    /**
     * @param scores {@code [gallery]}, none NaN. Not modified.
     * @param relevant indices of the relevant items. Not modified.
     */
    static Ranking of(double[] scores, BitSet relevant) {
        double[] right = new double[relevant.cardinality()];
        double[] wrong = new double[scores.length - right.length];
        int rights = 0;
        for (int i = 0; i < scores.length; i++) {
            if (relevant.get(i)) {
                right[rights++] = scores[i];
            } else {
                wrong[i - rights] = scores[i];
            }
        }
        Arrays.sort(right);
        Arrays.sort(wrong);
        int[] ranks = new int[right.length];
        int above = 0;
        for (int i = 0; i < ranks.length; i++) {
            double score = right[right.length - 1 - i];
            while (above < wrong.length && wrong[wrong.length - 1 - above] >= score) {
                above++;
            }
            ranks[i] = above + i;
        }
        return new Ranking(ranks);
    }

    /** Of the best relevant item. */
    int best() {
        return ranks[0];
    }

    /**
     * Average precision (Manning, Raghavan, Schütze, Introduction to Information Retrieval, 8.4): the mean, over the
     * relevant items, of the share of relevant items from the top down to each.
     */
    double averagePrecision() {
        return averagePrecision(Integer.MAX_VALUE);
    }

    /**
     * AP@cutoff: the same with only the first places counted, {@code 1 / min(relevant, cutoff)} times the sum. With one
     * relevant item it is 1 / rank, or 0 below the cutoff.
     */
    double averagePrecision(int cutoff) {
        double sum = 0;
        for (int i = 0; i < ranks.length && ranks[i] < cutoff; i++) {
            sum += (i + 1.) / (ranks[i] + 1);
        }
        return sum / Math.min(ranks.length, cutoff);
    }
}
