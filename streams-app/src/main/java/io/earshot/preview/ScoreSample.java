package io.earshot.preview;

import io.earshot.calibration.BackgroundScores;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.calibration.EmbeddingReservoir.Block;
import io.earshot.segment.HopSpan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * A query's scores on the sample of a source's segments that live calibration would keep: the same blocks, but only their
 * scores, 16 kilobytes per source.
 */
final class ScoreSample {
    private static final Comparator<Block> IN_ORDER =
            Comparator.comparingLong(Block::epochId).thenComparingLong(Block::index);

    private final EmbeddingReservoir reservoir;
    private final Map<Block, float[]> scores = new HashMap<>();
    private long hops;

    ScoreSample(String sourceId) {
        this.reservoir = new EmbeddingReservoir(sourceId);
    }

    /** @param score evaluated only if the hop belongs to the sample */
    void offer(HopSpan span, DoubleSupplier score) {
        if (span.heardSamples() == 0) {
            return;
        }
        hops++;
        EmbeddingReservoir.Verdict verdict = reservoir.offer(span.epochId(), span.gridIndex(), span.startMicros());
        verdict.evicted().ifPresent(scores::remove);
        if (verdict.isKept()) {
            Block block = Block.of(span.epochId(), span.gridIndex());
            scores.computeIfAbsent(block, unheard -> unheard())[(int) (span.gridIndex() - block.firstHop())] =
                    (float) score.getAsDouble();
        }
    }

    /** Number of hops offered, kept or not. */
    long hops() {
        return hops;
    }

    /** The scores in the order of epoch and grid. */
    BackgroundScores inOrder(double hopSeconds) {
        List<Block> blocks = scores.keySet().stream().sorted(IN_ORDER).toList();
        float[] all = new float[blocks.size() * EmbeddingReservoir.BLOCK_HOPS];
        int[] runStarts = new int[all.length];
        int hop = 0;
        int runs = 0;
        boolean isFirst = true;
        for (int i = 0; i < blocks.size(); i++) {
            isFirst |= i == 0 || !adjoin(blocks.get(i - 1), blocks.get(i));
            for (float score : scores.get(blocks.get(i))) {
                if (!Float.isNaN(score)) {
                    if (isFirst) {
                        runStarts[runs++] = hop;
                    }
                    all[hop++] = score;
                }
                isFirst = Float.isNaN(score);
            }
        }
        return new BackgroundScores(Arrays.copyOf(all, hop), Arrays.copyOf(runStarts, runs), hopSeconds);
    }

    private static boolean adjoin(Block before, Block after) {
        return before.epochId() == after.epochId() && before.index() + 1 == after.index();
    }

    private static float[] unheard() {
        float[] unheard = new float[EmbeddingReservoir.BLOCK_HOPS];
        Arrays.fill(unheard, Float.NaN);
        return unheard;
    }
}
