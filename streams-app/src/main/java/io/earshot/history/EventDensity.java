package io.earshot.history;

/**
 * How many events began when.
 *
 * @param axis the time
 * @param counts events that began in each bucket
 * @param isWhole whether every event that is kept was counted; else earlier ones may be missing
 */
public record EventDensity(Axis axis, int[] counts, boolean isWhole) {
    /** Most buckets of an axis. */
    public static final int MOST_BUCKETS = 2_000;

    /**
     * A span of audio time, cut into equal buckets; the last may reach beyond its end.
     *
     * @param span with a beginning and an end
     * @param bucketMicros length of each, microseconds
     */
    public record Axis(TimeSpan span, long bucketMicros) {
        /** @throws IllegalArgumentException if the span is open, or there would be too many buckets */
        public Axis {
            if (bucketMicros < 1_000_000) {
                throw new IllegalArgumentException("\"bucketSeconds\" must be at least 1");
            }
            long length = Math.subtractExact(span.untilMicros(), span.sinceMicros());
            if (ceil(length, bucketMicros) > MOST_BUCKETS) {
                throw new IllegalArgumentException("there would be more than " + MOST_BUCKETS
                        + " buckets; choose a larger \"bucketSeconds\" or a later \"since\"");
            }
        }

        public int buckets() {
            return (int) ceil(span.untilMicros() - span.sinceMicros(), bucketMicros);
        }

        private static long ceil(long length, long part) {
            return -Math.floorDiv(-length, part);
        }

        /** Whether a time lies on it. */
        public boolean has(long micros) {
            return span.contains(micros);
        }

        /** The bucket of a time that lies on it. */
        public int bucket(long micros) {
            return (int) ((micros - span.sinceMicros()) / bucketMicros);
        }
    }

    /** How many events were counted. */
    public int events() {
        int events = 0;
        for (int count : counts) {
            events += count;
        }
        return events;
    }
}
