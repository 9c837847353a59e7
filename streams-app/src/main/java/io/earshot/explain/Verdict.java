package io.earshot.explain;

/** The answer of an explanation. */
public enum Verdict {
    /** An event covers it. */
    HEARD,
    /** A rule rejected it. */
    REJECTED,
    /** The query does not apply to the source. */
    OTHER_SOURCE,
    /** There is no audio of the source. */
    NO_AUDIO,
    /** Another model encoded the audio; this one cannot compare its segments. */
    OTHER_MODEL
}
