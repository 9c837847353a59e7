package io.earshot.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reports rejected audio: at once, then at intervals. A viewer could take it for silence. */
final class RefusedAudio {
    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier refusedChunks;
    private long reported;
    private long reportedNanos;

    /** @param refusedChunks chunks since the start */
    RefusedAudio(LongSupplier refusedChunks) {
        this.refusedChunks = refusedChunks;
    }

    /**
     * A line, if there is something new to report.
     *
     * @param nanos now, by {@link System#nanoTime}
     */
    Optional<String> line(long nanos) {
        long refused = refusedChunks.getAsLong();
        if (refused == reported || (reported > 0 && nanos - reportedNanos < PERIOD_NANOS)) {
            return Optional.empty();
        }
        reported = refused;
        reportedNanos = nanos;
        return Optional.of("could not listen to " + refused + (refused == 1 ? " chunk" : " chunks")
                + " of audio so far; ./earshot tag FILE says why, and so do the dead letters");
    }
}
