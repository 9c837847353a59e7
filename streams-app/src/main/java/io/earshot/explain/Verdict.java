package io.earshot.explain;

/** What is to be said of a moment. */
public enum Verdict {
    /** An event covers it. */
    HEARD,
    /** It was judged, and a rule rejected it. */
    REJECTED,
    /** The query does not apply to the source. */
    OTHER_SOURCE,
    /** Nothing was heard of the source then. */
    NO_AUDIO,
    /** What was heard then was encoded by another model, whose segments this one cannot read. */
    OTHER_MODEL
}
