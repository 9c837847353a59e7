package io.earshot.calibration;

import io.earshot.embedding.Embedding;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A kept segment of a source's background.
 *
 * @param epochId of the epoch
 * @param gridIndex of its newest hop
 * @param startMicros audio time at which that hop starts, microseconds since 1970
 * @param embedding of the segment
 */
public record BackgroundSegment(long epochId, long gridIndex, long startMicros, Embedding embedding) {
    /** Where each run of consecutive hops begins, in segments that are in the order of epoch and grid. */
    public static int[] runStarts(List<BackgroundSegment> inOrder) {
        return IntStream.range(0, inOrder.size())
                .filter(i -> i == 0 || !inOrder.get(i).follows(inOrder.get(i - 1)))
                .toArray();
    }

    private boolean follows(BackgroundSegment before) {
        return epochId == before.epochId && gridIndex == before.gridIndex + 1;
    }
}
