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
    /** Its query, or the model, was changed. */
    QUERY_CHANGED,
    /** Its query was removed or disabled. */
    QUERY_REMOVED
}
