package io.earshot.evidence;

import io.earshot.decide.Event;

/**
 * What a clip is cut of: a span of one epoch.
 *
 * @param sourceId of the source
 * @param epochId of the epoch that the event was heard in; its samples alone have the event's clock
 * @param fromMicros audio time of the first sample, microseconds since 1970
 * @param toMicros audio time after the last sample
 * @param shortened whether the event lasts longer than a clip may
 */
public record ClipSpan(String sourceId, long epochId, long fromMicros, long toMicros, boolean shortened) {
    /** @throws IllegalArgumentException if it ends before it begins */
    public ClipSpan {
        if (toMicros < fromMicros) {
            throw new IllegalArgumentException("a clip from " + fromMicros + " to " + toMicros + " us");
        }
    }

    /**
     * An event, as far as it is known, and what is around it. A longer one is cut off at its end: its onset is why it was
     * reported.
     *
     * @param mostSeconds longest clip, in seconds
     */
    public static ClipSpan of(Event event, Roll roll, int mostSeconds) {
        long from = event.onsetMicros() - roll.preMicros();
        long to = Math.max(event.onsetMicros(), event.offsetMicros()) + roll.postMicros();
        long most = from + mostSeconds * 1_000_000L;
        return new ClipSpan(event.sourceId(), event.epochId(), from, Math.min(to, most), to > most);
    }
}
