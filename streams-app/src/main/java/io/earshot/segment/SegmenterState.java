package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;

/**
 * Where a source's segmenter stands; with the carry-over blocks, all that is needed to go on. Sample indices are at the
 * source's rate.
 *
 * @param epochId of the epoch, or {@link #NEW}'s before the first
 * @param epochStartMicros capture time of the epoch's sample 0, microseconds since 1970
 * @param format of the epoch
 * @param heardEndSample first sample after those heard
 * @param gap the newest
 * @param run the newest
 * @param nextHop least grid index that was not emitted yet
 * @param ended whether the epoch is over
 */
public record SegmenterState(
        long epochId,
        long epochStartMicros,
        PcmFormat format,
        long heardEndSample,
        Gap gap,
        Run run,
        long nextHop,
        boolean ended) {
    /**
     * Audio that was given up.
     *
     * @param gapStartSample first sample of it
     * @param gapEndSample first sample after it; beyond {@code heardEndSample} if nothing was heard since
     */
    public record Gap(long gapStartSample, long gapEndSample) {
        private static final Gap NONE = new Gap(0, 0);
    }

    /**
     * Audio without a long gap.
     *
     * @param inRun whether it is open
     * @param runStartSample first sample of it; what was heard before it is not part of it
     * @param runFirstHop grid index at which it starts
     */
    public record Run(boolean inRun, long runStartSample, long runFirstHop) {
        private static final Run NONE = new Run(false, 0, 0);
    }

    /** Nothing was heard yet; each epoch id is greater than this one's, and its format has no meaning. */
    public static final SegmenterState NEW = new SegmenterState(
            -1, 0, new PcmFormat(PcmFormat.MIN_RATE_HZ, 1, SampleEncoding.S16), 0, Gap.NONE, Run.NONE, 0, true);

    /** First sample that is neither heard nor given up. */
    public long nextSample() {
        return Math.max(heardEndSample, gap.gapEndSample);
    }

    /** Whether a run is open. */
    public boolean inRun() {
        return run.inRun;
    }

    static SegmenterState startOf(AudioChunk chunk) {
        return new SegmenterState(
                chunk.epochId(), chunk.epochStartMicros(), chunk.format(), 0, Gap.NONE, Run.NONE, 0, false);
    }

    SegmenterState withGap(long start, long end) {
        return with(heardEndSample, new Gap(start, end), run, nextHop, ended);
    }

    SegmenterState withHeardEnd(long end) {
        return with(end, gap, run, nextHop, ended);
    }

    SegmenterState withRun(long startSample, long firstHop) {
        return with(heardEndSample, gap, new Run(true, startSample, firstHop), firstHop, ended);
    }

    SegmenterState withoutRun() {
        return with(heardEndSample, gap, new Run(false, run.runStartSample, run.runFirstHop), nextHop, ended);
    }

    SegmenterState withNextHop(long hop) {
        return with(heardEndSample, gap, run, hop, ended);
    }

    SegmenterState withEnd() {
        return with(heardEndSample, gap, run, nextHop, true);
    }

    private SegmenterState with(long heardEnd, Gap newestGap, Run newestRun, long hop, boolean isOver) {
        return new SegmenterState(epochId, epochStartMicros, format, heardEnd, newestGap, newestRun, hop, isOver);
    }
}
