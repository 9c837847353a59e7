package io.earshot.calibration;

import java.time.Duration;

/**
 * The amount of audio of a source.
 *
 * @param heardSeconds of it, in all
 * @param fittedSeconds of it when all its queries were last fitted; 0 if they never were
 * @param newestMicros audio time up to which it was heard, microseconds since 1970
 */
public record HeardSource(double heardSeconds, double fittedSeconds, long newestMicros) {
    /** Longest time between two fits, in epochs. */
    private static final int MOST_EPOCHS = 6;

    /** Nothing yet. */
    public static final HeardSource NOTHING = new HeardSource(0, 0, Long.MIN_VALUE);

    /** After another hop. */
    public HeardSource heard(double seconds, long endMicros) {
        return new HeardSource(heardSeconds + seconds, fittedSeconds, endMicros);
    }

    /** When all queries have been fitted to what was heard. */
    public HeardSource fitted() {
        return new HeardSource(heardSeconds, heardSeconds, newestMicros);
    }

    /** Whether enough was heard to fit anything. */
    public boolean isKnown() {
        return heardSeconds >= BackgroundFitter.LEAST_HEARD_SECONDS;
    }

    /** Whether all queries are to be fitted again: after an epoch of new audio, and more rarely the more was heard before. */
    public boolean isDue(Duration epoch) {
        double epochSeconds = epoch.toMillis() / 1e3;
        double between = Math.max(epochSeconds, Math.min(heardSeconds / 4, MOST_EPOCHS * epochSeconds));
        return isKnown() && (fittedSeconds == 0 || heardSeconds - fittedSeconds >= between);
    }
}
