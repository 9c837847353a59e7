package io.earshot.query;

/**
 * From the scores of a query's texts on one segment to the query's score: that of its best text, less what the negatives
 * take off. Not safe for use by several threads.
 *
 * <p>A text is heard as far as it scores above its mean on the background; raw scores of two texts cannot be compared,
 * as some texts score high everywhere. With p the most that a text is heard, and n the most that a negative is,
 *
 * <pre>penalty = min(n, max(0, 2 (n - 0.8 p)))</pre>
 *
 * so that a negative which is not heard takes nothing off, nor does one that only resembles the query and is heard less;
 * one that is heard just as well takes off 0.4 of what it scores, and one that is heard 1.6 times as well all of it. Both
 * numbers were chosen on 32 pairs of sounds that are easily confused, see ops/adr/0008.
 */
public final class CombinedScore {
    private static final double LEAST = -1;
    private static final double SLOPE = 2;
    private static final double BEGINS_AT = 0.8;

    private double best = LEAST;
    private double heard;
    private double negativeHeard;

    /** Adds the score of the text or of one of the other texts. */
    public void text(double score, BackgroundFit background) {
        best = Math.max(best, score);
        heard = Math.max(heard, score - background.mean());
    }

    /** Adds the score of one of the negatives. */
    public void negative(double score, BackgroundFit background) {
        negativeHeard = Math.max(negativeHeard, score - background.mean());
    }

    /** The query's score, in [-1, 1] if those of its texts are. */
    public double score() {
        return best - penalty();
    }

    /** What the negatives take off, at least 0. */
    public double penalty() {
        double margin = SLOPE * (negativeHeard - BEGINS_AT * heard);
        return Math.min(best - LEAST, Math.min(negativeHeard, Math.max(0, margin)));
    }
}
