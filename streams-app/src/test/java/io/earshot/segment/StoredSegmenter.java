package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.dsp.Resamplers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A segmenter with a store as a topology has it: small state replaced, blocks added and deleted as told. */
final class StoredSegmenter {
    private final HopGrid grid;
    private final Resamplers resamplers;
    private final String sourceId;
    private final List<Cut> cuts = new ArrayList<>();
    private final Deque<CarryOverBlock> blocks = new ArrayDeque<>();
    private Segmenter segmenter;
    private SegmenterState state = SegmenterState.NEW;

    StoredSegmenter(HopGrid grid, String sourceId) {
        this.grid = grid;
        this.resamplers = new Resamplers(grid.sampleRateHz());
        this.sourceId = sourceId;
        this.segmenter = new Segmenter(grid, resamplers, sourceId);
    }

    SegmentOutcome accept(AudioChunk chunk) {
        SegmentOutcome outcome = segmenter.accept(chunk);
        cuts.addAll(outcome.cuts());
        state = outcome.state();
        outcome.block().ifPresent(blocks::add);
        while (!blocks.isEmpty() && isOver(blocks.peekFirst(), outcome.keepFromSample())) {
            blocks.removeFirst();
        }
        return outcome;
    }

    void restart() {
        segmenter = Segmenter.restore(grid, resamplers, sourceId, state, blocks());
    }

    List<Cut> cuts() {
        return cuts;
    }

    List<CarryOverBlock> blocks() {
        return List.copyOf(blocks);
    }

    private boolean isOver(CarryOverBlock block, long keepFromSample) {
        int samples = block.payload().length / state.format().frameBytes();
        return block.epochId() != state.epochId() || block.firstSample() + samples <= keepFromSample;
    }
}
