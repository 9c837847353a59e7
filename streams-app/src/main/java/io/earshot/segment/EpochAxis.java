package io.earshot.segment;

import io.earshot.audio.AudioOrigin;
import io.earshot.audio.SampleClock;
import io.earshot.dsp.Resampler;

/** The time axis of one epoch: where its samples at the source's rate lie on the grid of hops, and when that was. */
final class EpochAxis {
    private final HopGrid grid;
    private final String sourceId;
    private final int leadFrames;
    private final long epochId;
    private final SampleClock clock;
    private final Resampler resampler;

    EpochAxis(HopGrid grid, String sourceId, SegmenterState state, Resampler resampler) {
        this.grid = grid;
        this.sourceId = sourceId;
        this.leadFrames = state.origin() == AudioOrigin.RECORDING ? 0 : grid.spreadLeadFrames(sourceId);
        this.epochId = state.epochId();
        this.clock = new SampleClock(state.epochStartMicros(), grid.sampleRateHz());
        this.resampler = resampler;
    }

    Resampler resampler() {
        return resampler;
    }

    /** Model-rate samples of the epoch that lie before a source sample. */
    long modelSamplesBefore(long sample) {
        return resampler.outputsBefore(sample);
    }

    /** The hop whose new audio holds the first model-rate sample at or after a source sample. */
    long hopAt(long sample) {
        long sinceGridStart = modelSamplesBefore(sample) - grid.hopStartSample(leadFrames, 0);
        return Math.floorDiv(sinceGridStart, (long) grid.hopSamples());
    }

    /** Model-rate sample at which a hop's new audio starts. */
    long hopStart(long hop) {
        return grid.hopStartSample(leadFrames, hop);
    }

    /** First model-rate sample after a hop's new audio. */
    long hopEnd(long hop) {
        return grid.hopStartSample(leadFrames, hop + 1);
    }

    /** Model-rate sample at which a hop's window starts, overlap included. */
    long windowStart(long hop) {
        return grid.windowStartSample(leadFrames, hop);
    }

    /** First source sample that a hop needs. */
    long neededFrom(long hop) {
        return resampler.firstInput(windowStart(hop));
    }

    /** First source sample after those that a hop and its time span need. */
    long neededTo(long hop) {
        return resampler.endInput(Math.max(grid.windowEndSample(leadFrames, hop), hopEnd(hop)) - 1);
    }

    /** @param heardEndSample first source sample after those heard */
    HopSpan span(long hop, long runFirstHop, long heardEndSample, int heardSamples) {
        long segmentFirstHop = Math.max(runFirstHop, hop - grid.segmentHops() + 1);
        return new HopSpan(
                sourceId,
                epochId,
                hop,
                clock.epochStartMicros(),
                clock.microsAt(Math.max(0, hopStart(segmentFirstHop))),
                clock.microsAt(Math.max(0, hopStart(hop))),
                clock.microsAt(Math.min(hopEnd(hop), modelSamplesBefore(heardEndSample))),
                hop == runFirstHop,
                heardSamples,
                clock.microsAt(hopEnd(hop)));
    }

    RunEnd runEnd(long heardEndSample, boolean lost) {
        return new RunEnd(sourceId, epochId, clock.microsAt(modelSamplesBefore(heardEndSample)), lost);
    }
}
