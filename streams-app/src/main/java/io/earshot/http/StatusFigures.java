package io.earshot.http;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a process measures of itself; from memory, at once.
 *
 * @param version of Earshot
 * @param started when the process was started
 * @param lagSeconds wall clock minus audio time of the newest decided audio, of the task that is furthest behind; empty: no
 *     audio comes
 * @param waitingRecords records of audio that this process has yet to tag; empty: not known, or it tags nothing
 * @param realTimeFactor seconds of audio that were tagged per second, over the last minute
 * @param memory of the process
 * @param evidence where clips are kept
 * @param refusedChunks chunks of audio that were rejected since the start
 */
public record StatusFigures(
        String version,
        Instant started,
        OptionalDouble lagSeconds,
        OptionalLong waitingRecords,
        double realTimeFactor,
        Memory memory,
        Evidence evidence,
        long refusedChunks) {
    /** Where clips are kept. */
    public enum Evidence {
        NONE,
        FOLDER,
        BUCKET
    }

    /**
     * Memory in bytes.
     *
     * @param heapUsed of the Java heap
     * @param heapMost what the Java heap may grow to
     * @param resident of the whole process in real memory; empty: this system does not tell
     */
    public record Memory(long heapUsed, long heapMost, Optional<Long> resident) {}
}
