package io.earshot.verdict;

/** What is said of an event. */
public enum Judgement {
    /** The sound was there; of an absence: it was not. */
    RIGHT,
    /** It was not. */
    WRONG
}
