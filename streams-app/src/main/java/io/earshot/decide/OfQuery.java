package io.earshot.decide;

/** What a model says of a version of a query. */
public interface OfQuery {
    String queryId();

    String queryVersion();

    String modelDigest();
}
