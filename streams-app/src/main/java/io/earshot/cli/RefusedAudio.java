package io.earshot.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Says that audio could not be listened to, which is not the same as that nothing was heard: at once, then now and then. */
final class RefusedAudio {
    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier refusedChunks;
    private long told;
    private long toldNanos;

    /** @param refusedChunks chunks since the start */
    RefusedAudio(LongSupplier refusedChunks) {
        this.refusedChunks = refusedChunks;
    }

    /**
     * A line, if there is something new to say.
     *
     * @param nanos now, as {@link System#nanoTime} tells
     */
    Optional<String> line(long nanos) {
        long refused = refusedChunks.getAsLong();
        if (refused == told || (told > 0 && nanos - toldNanos < PERIOD_NANOS)) {
            return Optional.empty();
        }
        told = refused;
        toldNanos = nanos;
        return Optional.of("could not listen to " + refused + (refused == 1 ? " chunk" : " chunks")
                + " of audio so far; ./earshot tag FILE says why, and so do the dead letters");
    }
}
