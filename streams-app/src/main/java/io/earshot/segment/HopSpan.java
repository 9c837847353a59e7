package io.earshot.segment;

/**
 * One step of the grid: which audio, and when.
 *
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param gridIndex the hop's number in its epoch
 * @param epochStartMicros capture time of the epoch's sample 0, microseconds since 1970
 * @param segmentStartMicros audio time at which the segment starts whose newest hop this is
 * @param startMicros audio time at which the hop's new audio starts, not before the epoch's start
 * @param endMicros audio time at which the hop's new audio ends, not after the end of the audio
 * @param startsRun whether no context may be carried into this hop: the epoch's first, or the first after a long gap
 * @param heardSamples model-rate samples of the hop's new audio that were really heard; the rest is silence put in
 * @param gridEndMicros audio time at which the hop ends by the grid; after {@code endMicros} if the audio ends within it
 */
public record HopSpan(
        String sourceId,
        long epochId,
        long gridIndex,
        long epochStartMicros,
        long segmentStartMicros,
        long startMicros,
        long endMicros,
        boolean startsRun,
        int heardSamples,
        long gridEndMicros) {
    /** A span whose audio ends where its place in the grid does. */
    public HopSpan(
            String sourceId,
            long epochId,
            long gridIndex,
            long epochStartMicros,
            long segmentStartMicros,
            long startMicros,
            long endMicros,
            boolean startsRun,
            int heardSamples) {
        this(
                sourceId,
                epochId,
                gridIndex,
                epochStartMicros,
                segmentStartMicros,
                startMicros,
                endMicros,
                startsRun,
                heardSamples,
                endMicros);
    }

    /** Whether it is so far from another hop of its source that it does not go on where that one's epoch stood. */
    public boolean isApartFrom(HopSpan before) {
        return startMicros < before.endMicros - SegmenterState.APART_MICROS
                || startMicros > before.endMicros + SegmenterState.APART_MICROS;
    }

    /** Whether it goes on where another hop of its source ended; if not, nothing may stay open between them. */
    public boolean follows(HopSpan before) {
        return !startsRun && epochId == before.epochId && gridIndex == before.gridIndex + 1;
    }
}
