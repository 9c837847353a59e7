package io.earshot.stream;

import java.util.OptionalLong;
import okhttp3.HttpUrl;

/**
 * A segment of an HLS list.
 *
 * @param sequence its number among those of the stream
 * @param part where its bytes are
 * @param seconds how long it lasts
 * @param title what the list says that it plays, or empty
 * @param key what it is encrypted with, or {@link HlsKey#NONE}
 * @param map what its container needs before it, or null
 * @param isGap whether the list says that it is not there
 * @param afterBreak whether a discontinuity lies before it
 * @param dateMicros capture time of its first sample, microseconds since 1970, if the list states it here
 */
record HlsSegment(
        long sequence,
        Part part,
        double seconds,
        String title,
        HlsKey key,
        Map map,
        boolean isGap,
        boolean afterBreak,
        OptionalLong dateMicros) {
    /**
     * Bytes of a resource.
     *
     * @param offset of the first
     * @param bytes how many; -1: to its end
     */
    record Part(HttpUrl url, long offset, long bytes) {}

    /** The beginning of a container, and what it is encrypted with. */
    record Map(Part part, HlsKey key) {}
}
