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
 * @param gapStartSample first sample of the newest gap
 * @param gapEndSample first sample after the newest gap; beyond {@code heardEndSample} if nothing was heard since
 * @param inRun whether a run is open
 * @param runStartSample first sample of the newest run; what was heard before it is not part of it
 * @param runFirstHop grid index at which the newest run starts
 * @param nextHop least grid index that was not put out yet
 * @param ended whether the epoch is over
 */
public record SegmenterState(
        long epochId,
        long epochStartMicros,
        PcmFormat format,
        long heardEndSample,
        long gapStartSample,
        long gapEndSample,
        boolean inRun,
        long runStartSample,
        long runFirstHop,
        long nextHop,
        boolean ended) {
    /** Nothing was heard yet; each epoch id is greater than this one's, and its format says nothing. */
    public static final SegmenterState NEW = new SegmenterState(
            -1, 0, new PcmFormat(PcmFormat.MIN_RATE_HZ, 1, SampleEncoding.S16), 0, 0, 0, false, 0, 0, 0, true);

    /** First sample that is neither heard nor given up. */
    public long nextSample() {
        return Math.max(heardEndSample, gapEndSample);
    }

    static SegmenterState startOf(AudioChunk chunk) {
        return new SegmenterState(
                chunk.epochId(), chunk.epochStartMicros(), chunk.format(), 0, 0, 0, false, 0, 0, 0, false);
    }

    SegmenterState withGap(long start, long end) {
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                heardEndSample,
                start,
                end,
                inRun,
                runStartSample,
                runFirstHop,
                nextHop,
                ended);
    }

    SegmenterState withHeardEnd(long end) {
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                end,
                gapStartSample,
                gapEndSample,
                inRun,
                runStartSample,
                runFirstHop,
                nextHop,
                ended);
    }

    SegmenterState withRun(long startSample, long firstHop) {
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                heardEndSample,
                gapStartSample,
                gapEndSample,
                true,
                startSample,
                firstHop,
                firstHop,
                ended);
    }

    SegmenterState withoutRun() {
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                heardEndSample,
                gapStartSample,
                gapEndSample,
                false,
                runStartSample,
                runFirstHop,
                nextHop,
                ended);
    }

    SegmenterState withNextHop(long hop) {
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                heardEndSample,
                gapStartSample,
                gapEndSample,
                inRun,
                runStartSample,
                runFirstHop,
                hop,
                ended);
    }

    SegmenterState withEnd() {
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                heardEndSample,
                gapStartSample,
                gapEndSample,
                inRun,
                runStartSample,
                runFirstHop,
                nextHop,
                true);
    }
}
