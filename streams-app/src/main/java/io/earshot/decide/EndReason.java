package io.earshot.decide;

/** Why an event ended. */
public enum EndReason {
    /** It has not. */
    NONE,
    SOUND_ENDED,
    /** The audio broke off, so nobody knows how long the sound went on. */
    STREAM_LOST,
    /** It reached the longest duration that its query allows. */
    MAX_LENGTH,
    /** Its query was changed or removed. */
    QUERY_CHANGED
}
