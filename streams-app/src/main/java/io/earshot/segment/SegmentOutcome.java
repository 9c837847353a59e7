package io.earshot.segment;

import java.util.List;
import java.util.Optional;

/**
 * Result of a chunk.
 *
 * @param cuts hops and ends of runs, in the order of the audio
 * @param disposition what became of the chunk
 * @param reason why it was not accepted, on one line; empty if it was
 * @param state to be stored in place of the one before
 * @param block to be stored beside the blocks before, if any
 * @param keepFromSample blocks that end at this sample of {@code state.epochId()} or before may be deleted, and all blocks
 *     of other epochs
 */
public record SegmentOutcome(
        List<Cut> cuts,
        Disposition disposition,
        String reason,
        SegmenterState state,
        Optional<CarryOverBlock> block,
        long keepFromSample) {}
