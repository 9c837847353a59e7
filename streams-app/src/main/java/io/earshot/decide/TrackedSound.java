package io.earshot.decide;

/** State of a tracker for one query, from one hop to the next. */
public sealed interface TrackedSound extends OfQuery permits Candidate, OpenSound, Rest, Absence {}
