package io.earshot.audio;

import java.time.Instant;

/**
 * The audio's own time: inside an epoch, sample index / rate is exact.
 *
 * @param epochStartMicros capture time of sample 0, microseconds since 1970 in UTC
 * @param sampleRateHz of the samples counted
 */
public record SampleClock(long epochStartMicros, int sampleRateHz) {
    /** Time of a sample, microseconds since 1970, rounded down. */
    public long microsAt(long sample) {
        long seconds = Math.floorDiv(sample, sampleRateHz);
        long rest = Math.floorMod(sample, sampleRateHz);
        return epochStartMicros + seconds * 1_000_000L + rest * 1_000_000L / sampleRateHz;
    }

    /** {@link #microsAt} as an instant. */
    public Instant instantAt(long sample) {
        return instantOfMicros(microsAt(sample));
    }

    /** Microseconds since 1970 as an instant. */
    public static Instant instantOfMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
    }
}
