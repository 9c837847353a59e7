package io.earshot.decide;

import io.earshot.segment.HopSpan;

/**
 * The time after an event, in which its query opens none and what was part of it is not heard again.
 *
 * @param queryId of the query
 * @param queryVersion of the query
 * @param modelDigest of the model
 * @param endMicros audio time at which the event ended
 * @param untilMicros audio time up to which no event opens: the event's end and the query's cooldown
 */
public record Rest(String queryId, String queryVersion, String modelDigest, long endMicros, long untilMicros)
        implements TrackedSound {
    /** Whether the next segments see nothing of the event, and events may open. */
    boolean isOver(HopSpan span) {
        return span.segmentStartMicros() >= endMicros && span.startMicros() >= untilMicros;
    }
}
