package io.earshot.stream;

import io.earshot.audio.PcmStream;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * One connection to a live source. Its end is never its source's: connections break. {@link #close} may be called from
 * another thread, and ends a {@link #read} that waits within two seconds.
 */
public interface LiveStream extends PcmStream {
    /**
     * Capture time that the stream itself states for the sample that the next {@link #read} begins with, microseconds since
     * 1970; empty if it states none there. It is asked before each read.
     */
    default OptionalLong statedMicros() {
        return OptionalLong.empty();
    }

    /** How long it may go without audio before it counts as stalled: a list of segments comes in steps. */
    default Duration patience() {
        return Duration.ofSeconds(5);
    }

    /** What is heard, in a few words: "mp3, 44100 Hz, stereo". */
    default String description() {
        return "";
    }

    /** Which channel is heard, and why if it is not what was asked for; as of what was read last. */
    default String heardChannel() {
        return "";
    }

    /** Whether its end is the end of the source: a file, not a connection. */
    default boolean isFinite() {
        return false;
    }
}
