package io.earshot.decide;

import io.earshot.segment.HopSpan;

/**
 * The time after an event, in which its query opens no other and does not report the same sound again.
 *
 * @param queryId of the query
 * @param queryVersion of the query
 * @param modelDigest of the model
 * @param endMicros audio time at which the event ended
 * @param untilMicros audio time up to which no event opens: the event's end and the query's cooldown
 */
public record Rest(String queryId, String queryVersion, String modelDigest, long endMicros, long untilMicros)
        implements TrackedSound {
    /** More than lies between an event's end and the hop that ends it: so much earlier, the source's clock went back. */
    private static final long WENT_BACK_MICROS = 10_000_000;

    /**
     * Whether the next segments hold nothing of the event, and events may open. Where the source's clock went back, the
     * event lies in a future that may never come, so the rest is over.
     */
    boolean isOver(HopSpan span) {
        if (span.endMicros() < endMicros - WENT_BACK_MICROS) {
            return true;
        }
        return span.segmentStartMicros() >= endMicros && span.startMicros() >= untilMicros;
    }
}
