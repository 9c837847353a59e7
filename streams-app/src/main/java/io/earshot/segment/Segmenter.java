package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import io.earshot.dsp.Resamplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cuts the audio of one source into hops on the grid. One thread at a time. */
public final class Segmenter {
    /**
     * Longest gap that is filled with silence: about the length of a segment, so that what a model sees there is at least
     * partly heard, and above the pauses that lossy links make. Bounds the work of a chunk, too.
     */
    public static final long LONGEST_FILL_MILLIS = 2_000;

    private final HopGrid grid;
    private final Resamplers resamplers;
    private final String sourceId;
    private final CarryOver carryOver = new CarryOver();
    private SegmenterState state;
    private EpochAxis axis;

    /** A segmenter that heard nothing yet. */
    public Segmenter(HopGrid grid, Resamplers resamplers, String sourceId) {
        this(grid, resamplers, sourceId, SegmenterState.NEW);
    }

    private Segmenter(HopGrid grid, Resamplers resamplers, String sourceId, SegmenterState state) {
        this.grid = grid;
        this.resamplers = resamplers;
        this.sourceId = sourceId;
        this.state = state;
        this.axis = axisOf(state);
    }

    /**
     * A segmenter that goes on where another one of the source stood.
     *
     * @param blocks those that were not deleted, in any order; what is no longer needed is passed over
     */
    public static Segmenter restore(
            HopGrid grid, Resamplers resamplers, String sourceId, SegmenterState state, List<CarryOverBlock> blocks) {
        Segmenter segmenter = new Segmenter(grid, resamplers, sourceId, state);
        if (state.inRun()) {
            segmenter.carryOver.restartAt(segmenter.keepFromSample());
            blocks.stream()
                    .filter(block -> block.epochId() == state.epochId())
                    .sorted(Comparator.comparingLong(CarryOverBlock::firstSample))
                    .forEach(block -> segmenter.hearAgain(block));
        }
        return segmenter;
    }

    /** Where this segmenter stands. */
    public SegmenterState state() {
        return state;
    }

    /** Takes the next chunk of the source. A chunk that is not accepted changes nothing. */
    public SegmentOutcome accept(AudioChunk chunk) {
        if (!chunk.sourceId().equals(sourceId)) {
            throw new IllegalArgumentException("a chunk of another source came to this source's segmenter");
        }
        ChunkVerdict verdict = ChunkVerdict.on(chunk, state);
        if (verdict.disposition() != Disposition.ACCEPTED) {
            return outcome(List.of(), verdict, Optional.empty());
        }
        CarryOverBlock block = newPart(chunk);
        float[] mono;
        try {
            mono = new PcmDecoder(chunk.format()).decode(block.payload());
        } catch (InvalidAudioException e) {
            ChunkVerdict invalid = new ChunkVerdict(Disposition.INVALID, e.getMessage());
            return outcome(List.of(), invalid, Optional.empty());
        }
        List<Cut> cuts = new ArrayList<>();
        enterEpoch(chunk, cuts);
        switch (chunk.kind()) {
            case AUDIO -> hear(block.firstSample(), mono, cuts);
            case GAP -> miss(chunk.endSample(), cuts);
            default -> end(chunk.firstSample(), cuts);
        }
        return outcome(cuts, verdict, chunk.kind() == ChunkKind.AUDIO ? Optional.of(block) : Optional.empty());
    }

    /** The epoch of an id is over, though this segmenter did not cut it: its chunks come too late from now on. */
    public void supersede(long epochId) {
        state = state.withSuperseded(epochId);
    }

    /** Ends the run, because no more of the epoch is awaited. What is kept of it is no longer needed. */
    public List<Cut> breakOff() {
        List<Cut> cuts = new ArrayList<>();
        endRun(true, cuts);
        carryOver.clear();
        return List.copyOf(cuts);
    }

    /** Size of the audio that is kept in memory. */
    public int heldBytes() {
        return carryOver.bytes();
    }

    private SegmentOutcome outcome(List<Cut> cuts, ChunkVerdict verdict, Optional<CarryOverBlock> block) {
        return new SegmentOutcome(
                List.copyOf(cuts), verdict.disposition(), verdict.reason(), state, block, keepFromSample());
    }

    /** What the chunk brings beyond what is known. */
    private CarryOverBlock newPart(AudioChunk chunk) {
        long known = chunk.epochId() == state.epochId() ? state.nextSample() : 0;
        long first = Math.max(chunk.firstSample(), known);
        byte[] payload = chunk.payload();
        if (chunk.kind() == ChunkKind.AUDIO && first > chunk.firstSample()) {
            int knownBytes =
                    (int) (first - chunk.firstSample()) * chunk.format().frameBytes();
            payload = Arrays.copyOfRange(payload, knownBytes, payload.length);
        }
        return new CarryOverBlock(chunk.epochId(), first, payload);
    }

    private void enterEpoch(AudioChunk chunk, List<Cut> cuts) {
        if (chunk.epochId() != state.epochId()) {
            endRun(true, cuts);
            state = state.startOf(chunk);
            axis = axisOf(state);
        }
    }

    private void hear(long first, float[] mono, List<Cut> cuts) {
        if (first > state.heardEndSample()) {
            miss(first, cuts);
        }
        if (!state.inRun()) {
            boolean fromEpochStart = state.heardEndSample() == 0 && first <= longestFill(state.format());
            startRun(fromEpochStart ? 0 : first);
        }
        carryOver.fillTo(first);
        carryOver.append(mono);
        state = state.withHeardEnd(first + mono.length);
        while (axis.neededTo(state.nextHop()) <= state.heardEndSample()) {
            putOutHop(cuts);
        }
        carryOver.dropBefore(keepFromSample());
    }

    /** Gives up what lies between what was heard and a sample. */
    private void miss(long end, List<Cut> cuts) {
        state = state.withGap(state.heardEndSample(), end);
        if (end - state.heardEndSample() > longestFill(state.format())) {
            endRun(true, cuts);
        }
    }

    private void end(long samples, List<Cut> cuts) {
        if (samples > state.heardEndSample()) {
            miss(samples, cuts);
        }
        endRun(false, cuts);
        state = state.withEnd();
    }

    private void startRun(long sample) {
        carryOver.restartAt(sample);
        state = state.withRun(sample, Math.max(state.nextHop(), axis.hopAt(sample)));
    }

    /** Completes with silence the hops that hold the last of what was heard. */
    private void endRun(boolean lost, List<Cut> cuts) {
        if (!state.inRun()) {
            return;
        }
        long modelEnd = axis.modelSamplesBefore(state.heardEndSample());
        while (axis.hopStart(state.nextHop()) < modelEnd) {
            putOutHop(cuts);
        }
        if (state.nextHop() > state.run().runFirstHop()) {
            cuts.add(axis.runEnd(state.heardEndSample(), lost));
        }
        state = state.withoutRun();
    }

    private void putOutHop(List<Cut> cuts) {
        long hop = state.nextHop();
        float[] samples = new float[grid.windowSamples()];
        carryOver.resample(axis.resampler(), axis.windowStart(hop), samples);
        int heard = carryOver.heard(axis.resampler(), axis.hopStart(hop), axis.hopEnd(hop));
        cuts.add(new Hop(axis.span(hop, state.run().runFirstHop(), state.heardEndSample(), heard), samples));
        state = state.withNextHop(hop + 1);
    }

    private void hearAgain(CarryOverBlock block) {
        float[] mono = new PcmDecoder(state.format()).decode(block.payload());
        long end = block.firstSample() + mono.length;
        if (end > carryOver.end() && end <= state.heardEndSample()) {
            carryOver.fillTo(block.firstSample());
            int known = (int) (carryOver.end() - block.firstSample());
            carryOver.append(Arrays.copyOfRange(mono, known, mono.length));
        }
    }

    private long keepFromSample() {
        if (!state.inRun()) {
            return state.nextSample();
        }
        return Math.min(
                state.heardEndSample(), Math.max(state.run().runStartSample(), axis.neededFrom(state.nextHop())));
    }

    private EpochAxis axisOf(SegmenterState of) {
        return new EpochAxis(grid, sourceId, of, resamplers.from(of.format().sampleRateHz()));
    }

    private static long longestFill(PcmFormat format) {
        return LONGEST_FILL_MILLIS * format.sampleRateHz() / 1000;
    }
}
