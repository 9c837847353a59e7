package io.earshot.history;

/**
 * A span of audio time.
 *
 * @param sinceMicros its start, microseconds since 1970
 * @param untilMicros its end, exclusive
 */
public record TimeSpan(long sinceMicros, long untilMicros) {
    /** Always. */
    public static final TimeSpan ALL = new TimeSpan(Long.MIN_VALUE, Long.MAX_VALUE);

    public TimeSpan {
        if (sinceMicros >= untilMicros) {
            throw new IllegalArgumentException("\"since\" must lie before \"until\"");
        }
    }

    /** Whether a time lies in it. */
    public boolean contains(long micros) {
        return micros >= sinceMicros && micros < untilMicros;
    }
}
