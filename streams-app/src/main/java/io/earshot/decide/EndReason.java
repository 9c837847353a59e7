package io.earshot.decide;

/** Why an event ended. */
public enum EndReason {
    /** It is open. */
    NONE,
    SOUND_ENDED,
    /** The audio broke off, so the end of the sound is unknown. */
    STREAM_LOST,
    /** It reached the maximal duration of its query. */
    MAX_LENGTH,
    /** Its query or the model changed. */
    QUERY_CHANGED,
    /** Its query was removed or disabled. */
    QUERY_REMOVED,
    /** It was the absence of a sound, which was heard again. */
    SOUND_HEARD
}
