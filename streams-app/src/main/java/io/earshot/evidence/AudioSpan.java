package io.earshot.evidence;

/**
 * A span of what a source gave, in audio time, whatever its epochs.
 *
 * @param sourceId of the source
 * @param fromMicros its begin, microseconds since 1970
 * @param toMicros its end, after the begin
 */
public record AudioSpan(String sourceId, long fromMicros, long toMicros) {
    /** @throws IllegalArgumentException if it ends before it begins, or is empty */
    public AudioSpan {
        if (toMicros <= fromMicros) {
            throw new IllegalArgumentException("\"to\" must be after \"from\"");
        }
    }

    /** Its length, in seconds. */
    public double seconds() {
        return (toMicros - fromMicros) / 1e6;
    }

    /** The same span of one epoch. */
    ClipSpan of(long epochId) {
        return new ClipSpan(sourceId, epochId, fromMicros, toMicros, false);
    }
}
