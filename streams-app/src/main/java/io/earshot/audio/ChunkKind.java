package io.earshot.audio;

/** What a chunk says about its source. */
public enum ChunkKind {
    /** Carries samples. */
    AUDIO,
    /** Says that samples are missing and will not come. */
    GAP,
    /** Says that the epoch is over. */
    END,
    /** Says that the source is alive though it has no samples now. */
    HEARTBEAT
}
