package io.earshot.coverage;

import io.earshot.audio.GapReason;

/**
 * A stretch of audio that was expected and not heard.
 *
 * @param startMicros audio time at which it starts, microseconds since 1970
 * @param endMicros audio time at which it ends
 * @param reason why it was not heard
 */
public record CoverageGap(long startMicros, long endMicros, GapReason reason) {
    /** Its length. */
    public long micros() {
        return endMicros - startMicros;
    }
}
