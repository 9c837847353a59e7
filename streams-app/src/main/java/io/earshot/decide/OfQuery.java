package io.earshot.decide;

/** Belongs to a version of a query and to a model. */
public interface OfQuery {
    String queryId();

    String queryVersion();

    String modelDigest();
}
