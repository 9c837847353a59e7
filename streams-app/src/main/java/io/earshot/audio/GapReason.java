package io.earshot.audio;

/** Why audio was not heard. */
public enum GapReason {
    /** Nobody said why. */
    UNKNOWN,
    /** The source had not started or had ended. */
    NOT_STARTED,
    /** The stream itself says that samples are missing. */
    SAMPLES_MISSING,
    /** Chunks never arrived. */
    CHUNKS_MISSING,
    /** What arrived could not be read. */
    BAD_RECORDS,
    /** The source fell silent without saying so. */
    STREAM_LOST,
    /** The source could not be reached. */
    SOURCE_DOWN,
    /** The user paused it. */
    PAUSED,
    /** There was no room for audio that waited to be written. */
    OVERLOAD,
    /** Audio came after its time had been given up. */
    LATE,
    /** One listener stopped before another one began. */
    HAND_OVER
}
