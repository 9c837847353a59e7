package io.earshot.stream;

import java.util.List;

/**
 * A list of segments, as it is now.
 *
 * @param segments in their order
 * @param targetSeconds the longest that one lasts; the pace at which the list changes
 * @param isEnded whether nothing will be added
 * @param isRecording whether it is one from its beginning to its end, and was never live
 */
record HlsList(List<HlsSegment> segments, double targetSeconds, boolean isEnded, boolean isRecording) {
    /** Segments from the live end at which a listener starts. */
    static final int SEGMENTS_BACK = 3;

    /** Number of the segment to begin with. */
    long firstSequence() {
        int back = isRecording ? segments.size() : Math.min(SEGMENTS_BACK, segments.size());
        return segments.isEmpty() ? -1 : segments.get(segments.size() - back).sequence();
    }

    /** Number of the newest one, or -1. */
    long lastSequence() {
        return segments.isEmpty() ? -1 : segments.get(segments.size() - 1).sequence();
    }
}
