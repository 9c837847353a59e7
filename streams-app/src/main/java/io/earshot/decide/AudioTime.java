package io.earshot.decide;

import java.time.Duration;

/** Durations on the audio's clock. */
final class AudioTime {
    private AudioTime() {}

    /** Whole microseconds. */
    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
