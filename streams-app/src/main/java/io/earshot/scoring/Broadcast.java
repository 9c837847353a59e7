package io.earshot.scoring;

/** One embedding of one side, of which each value meets all lanes of a {@link LaneBlock} of the other side. Immutable. */
public final class Broadcast {
    /** {@code [L*D]}, as {@link LaneBlock#levels}. */
    final float[] levels;

    /** {@code [K][d]}. */
    final float[][] factors;

    /** {@code [K][h]}. */
    final float[][] confidence;

    /** {@code [K]}. */
    final float[] linear;

    Broadcast(float[] levels, float[][] factors, float[][] confidence, float[] linear) {
        this.levels = levels;
        this.factors = factors;
        this.confidence = confidence;
        this.linear = linear;
    }
}
