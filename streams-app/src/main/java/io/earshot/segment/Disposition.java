package io.earshot.segment;

/** What became of a chunk. */
public enum Disposition {
    /** It was used, wholly or from where it brought something new. */
    ACCEPTED,
    /** All of it was heard before. */
    DUPLICATE,
    /** It comes too late: its epoch is over, or its place was given up as a gap. */
    LATE,
    /** It contradicts what its epoch said before: another format or start, or more audio after the end. */
    CONTRADICTORY,
    /** Its payload cannot be decoded. */
    INVALID,
    /** Its source sends more than it may. */
    OVERLOAD,
    /** It brings no audio and changes nothing: a heartbeat. */
    IGNORED
}
