package io.earshot.topology;

import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.Segmenter;
import io.earshot.segment.SegmenterState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A lane in memory: its segmenter, and which blocks of its audio are in the store. */
final class CutLane {
    private final Segmenter segmenter;
    private final Deque<HeldBlock> blocks = new ArrayDeque<>();
    private long nextBlock;
    private long appendMillis;
    private int blockBytes;

    /** A block in the store. */
    private record HeldBlock(byte[] key, long epochId, long endSample, int bytes) {}

    CutLane(Segmenter segmenter, long appendMillis) {
        this.segmenter = segmenter;
        this.appendMillis = appendMillis;
    }

    Segmenter segmenter() {
        return segmenter;
    }

    /** When the newest chunk was appended. */
    long appendMillis() {
        return appendMillis;
    }

    void heard(long millis) {
        appendMillis = millis;
    }

    /** What goes into the store of cursors. */
    SegmenterState state() {
        return segmenter.state().withAppendMillis(appendMillis);
    }

    /** Size of the audio that is kept in the store. */
    int blockBytes() {
        return blockBytes;
    }

    /** Index of the block that comes next. */
    long nextBlock() {
        return nextBlock;
    }

    /** A block is in the store. */
    void hold(byte[] key, CarryOverBlock block) {
        int bytes = block.payload().length;
        long samples = bytes / segmenter.state().format().frameBytes();
        blocks.addLast(new HeldBlock(key, block.epochId(), block.firstSample() + samples, bytes));
        blockBytes += bytes;
        nextBlock = SourceKey.index(key) + 1;
    }

    /** Gives up the blocks that are used up. */
    void useUp(long keepFromSample, Consumer<byte[]> delete) {
        long epochId = segmenter.state().epochId();
        while (!blocks.isEmpty()) {
            HeldBlock first = blocks.getFirst();
            if (first.epochId == epochId && first.endSample > keepFromSample) {
                return;
            }
            blockBytes -= first.bytes;
            delete.accept(blocks.removeFirst().key);
        }
    }
}
