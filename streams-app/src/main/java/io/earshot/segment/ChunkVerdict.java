package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;

/**
 * Whether a chunk fits to what its source said before; a pure function of state and chunk.
 *
 * @param disposition {@link Disposition#ACCEPTED} if it brings something new
 * @param reason why not, on one line; empty if it does
 */
record ChunkVerdict(Disposition disposition, String reason) {
    private static final ChunkVerdict ACCEPTED = new ChunkVerdict(Disposition.ACCEPTED, "");

    static ChunkVerdict on(AudioChunk chunk, SegmenterState state) {
        if (chunk.kind() == ChunkKind.HEARTBEAT) {
            return new ChunkVerdict(Disposition.IGNORED, "heartbeat");
        }
        if (state.hasSuperseded(chunk.epochId())) {
            return new ChunkVerdict(
                    Disposition.LATE, "epoch " + chunk.epochId() + " was superseded by " + state.epochId());
        }
        if (chunk.epochId() != state.epochId()) {
            return ACCEPTED;
        }
        if (!chunk.format().equals(state.format())) {
            return contradictory("format changed from " + state.format() + " to " + chunk.format());
        }
        if (chunk.epochStartMicros() != state.epochStartMicros()) {
            return contradictory(
                    "epoch start changed from " + state.epochStartMicros() + " to " + chunk.epochStartMicros() + " us");
        }
        if (chunk.origin() != state.origin()) {
            return contradictory("origin changed from " + state.origin() + " to " + chunk.origin());
        }
        return chunk.kind() == ChunkKind.END ? onEnd(chunk, state) : onRange(chunk, state);
    }

    private static ChunkVerdict onEnd(AudioChunk chunk, SegmenterState state) {
        if (state.ended()) {
            return new ChunkVerdict(Disposition.DUPLICATE, "epoch " + state.epochId() + " has ended already");
        }
        if (chunk.firstSample() < state.heardEndSample()) {
            return contradictory(
                    "end after " + chunk.firstSample() + " samples, but " + state.heardEndSample() + " were heard");
        }
        return ACCEPTED;
    }

    private static ChunkVerdict onRange(AudioChunk chunk, SegmenterState state) {
        String range = "samples " + chunk.firstSample() + ".." + (chunk.endSample() - 1);
        if (chunk.endSample() <= state.nextSample()) {
            boolean givenUp = chunk.firstSample() < state.gap().gapEndSample()
                    && chunk.endSample() > state.gap().gapStartSample();
            return givenUp && chunk.kind() == ChunkKind.AUDIO
                    ? new ChunkVerdict(Disposition.LATE, range + " come after they were given up as a gap")
                    : new ChunkVerdict(Disposition.DUPLICATE, range + " are known already");
        }
        return state.ended() ? contradictory(range + " come after the end of epoch " + state.epochId()) : ACCEPTED;
    }

    private static ChunkVerdict contradictory(String reason) {
        return new ChunkVerdict(Disposition.CONTRADICTORY, reason);
    }
}
