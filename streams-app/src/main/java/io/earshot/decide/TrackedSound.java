package io.earshot.decide;

/** What a tracker remembers of a query on a source from one hop to the next. */
public sealed interface TrackedSound permits Candidate, OpenSound, Rest {
    String queryId();

    String queryVersion();

    String modelDigest();
}
