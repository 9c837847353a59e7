package io.earshot.decoder.ffmpeg;

/**
 * Follows the time stamps of decoded frames, and finds what is missing between them. A frame is expected where the samples
 * since the last jump put it, so that roundings and small losses are neither lost nor counted twice.
 *
 * <p>Only differences mean anything: time stamps wrap, begin anywhere, and begin again at each link of a chained Ogg.
 */
final class FrameClock {
    /**
     * How much later than expected a frame may be, seconds. Containers that keep milliseconds are off by one of them, codecs
     * that pad by a frame of at most 64 ms.
     */
    static final double TOLERANCE = 0.08;

    /** More is no hole, but another time base. */
    private static final double MOST_SECONDS = 24 * 3600;
    /** A smaller step back is jitter: it is set off against the next step forward. */
    private static final double MOST_JITTER = 1;

    private double anchor = Double.NaN;
    private double passed;
    private double ahead;

    /**
     * What is missing in front of a recording's sound. Its first packet is looked at, not its first frame: some decoders swallow
     * that.
     *
     * @param start when the recording begins, seconds
     * @param first time stamp of the first packet, seconds; not a number if it has none
     * @return seconds
     */
    static double missingInFront(double start, double first) {
        double late = first - start;
        return late > TOLERANCE && late <= MOST_SECONDS ? late : 0;
    }

    /**
     * Takes a frame.
     *
     * @param at its time stamp in seconds; not a number if it has none
     * @param seconds how long it is
     * @return seconds that are missing before it, 0 if it follows the last one
     */
    double missingBefore(double at, double seconds) {
        double missing = Double.isNaN(at) ? 0 : follow(at);
        passed += seconds;
        return missing;
    }

    private double follow(double at) {
        double late = at - (anchor + passed);
        boolean first = Double.isNaN(anchor);
        if (!first && Math.abs(late) <= TOLERANCE) {
            return 0;
        }
        anchor = at;
        passed = 0;
        if (first || Math.abs(late) > MOST_SECONDS) {
            ahead = 0;
            return 0;
        }
        if (late < 0) {
            ahead = late < -MOST_JITTER ? 0 : ahead - late;
            return 0;
        }
        double missing = Math.max(0, late - ahead);
        ahead = Math.max(0, ahead - late);
        return missing;
    }
}
