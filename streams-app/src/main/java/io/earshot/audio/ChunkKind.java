package io.earshot.audio;

/** Kind of a chunk. */
public enum ChunkKind {
    /** Carries samples. */
    AUDIO,
    /** Reports that samples are missing and will not come. */
    GAP,
    /** Ends the epoch. */
    END,
    /** Reports that the source is alive, without samples. */
    HEARTBEAT
}
