package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleClock;
import io.earshot.audio.SampleEncoding;
import java.util.ArrayList;
import java.util.List;

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
 * @param origin of the epoch, which gives the phase of its grid
 * @param superseded ids of the newest epochs before this one, oldest first; their chunks come too late
 * @param appendMillis when the newest chunk was appended to its topic, milliseconds since 1970; 0: not known
 */
public record SegmenterState(
        long epochId,
        long epochStartMicros,
        PcmFormat format,
        long heardEndSample,
        Gap gap,
        Run run,
        long nextHop,
        boolean ended,
        AudioOrigin origin,
        List<Long> superseded,
        long appendMillis) {
    /** So many epochs are remembered: a listener that was replaced notices it before as many others were opened. */
    static final int MOST_SUPERSEDED = 16;

    /** Audio so far from what its source plays is not the next of it: another stretch of its time, or another clock. */
    static final long APART_MICROS = 60_000_000;

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

    /** Nothing was heard yet; no epoch has its id, and its format has no meaning. */
    public static final SegmenterState NEW = new SegmenterState(
            -1,
            0,
            new PcmFormat(PcmFormat.MIN_RATE_HZ, 1, SampleEncoding.S16),
            0,
            Gap.NONE,
            Run.NONE,
            0,
            true,
            AudioOrigin.LIVE,
            List.of(),
            0);

    public SegmenterState {
        superseded = List.copyOf(superseded);
    }

    /** First sample that is neither heard nor given up. */
    public long nextSample() {
        return Math.max(heardEndSample, gap.gapEndSample);
    }

    /** Whether a run is open. */
    public boolean inRun() {
        return run.inRun;
    }

    /** Audio time up to which the epoch was heard, microseconds since 1970. */
    public long heardEndMicros() {
        return clock().microsAt(heardEndSample);
    }

    /** Audio time up to which the epoch was heard or given up. */
    public long nextMicros() {
        return clock().microsAt(nextSample());
    }

    /** Whether the epoch of an id came before this one, or beside it, and is over. */
    public boolean hasSuperseded(long id) {
        return superseded.contains(id);
    }

    /**
     * Whether a chunk of another epoch lies well before what was heard, or well after what was heard or given up: it does not go
     * on where this epoch stands.
     */
    public boolean isApart(AudioChunk chunk) {
        long atMicros =
                new SampleClock(chunk.epochStartMicros(), chunk.format().sampleRateHz()).microsAt(chunk.firstSample());
        return atMicros < heardEndMicros() - APART_MICROS || atMicros > nextMicros() + APART_MICROS;
    }

    /** The same; the epoch of an id is over. */
    public SegmenterState withSuperseded(long id) {
        return with(newest(superseded, id), appendMillis);
    }

    /** The same; its newest chunk was appended at another time. */
    public SegmenterState withAppendMillis(long millis) {
        return with(superseded, millis);
    }

    private SegmenterState with(List<Long> over, long millis) {
        return new SegmenterState(
                epochId, epochStartMicros, format, heardEndSample, gap, run, nextHop, ended, origin, over, millis);
    }

    /** The state in which the epoch of a chunk begins after this one. */
    SegmenterState startOf(AudioChunk chunk) {
        return new SegmenterState(
                chunk.epochId(),
                chunk.epochStartMicros(),
                chunk.format(),
                0,
                Gap.NONE,
                Run.NONE,
                0,
                false,
                chunk.origin(),
                epochId == NEW.epochId ? superseded : newest(superseded, epochId),
                appendMillis);
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
        return new SegmenterState(
                epochId,
                epochStartMicros,
                format,
                heardEnd,
                newestGap,
                newestRun,
                hop,
                isOver,
                origin,
                superseded,
                appendMillis);
    }

    private SampleClock clock() {
        return new SampleClock(epochStartMicros, format.sampleRateHz());
    }

    private static List<Long> newest(List<Long> before, long id) {
        List<Long> ids = new ArrayList<>(before);
        ids.remove(id);
        ids.add(id);
        return ids.subList(Math.max(0, ids.size() - MOST_SUPERSEDED), ids.size());
    }
}
