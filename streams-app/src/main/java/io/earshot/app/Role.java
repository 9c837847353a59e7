package io.earshot.app;

/** What a process of the service does. */
public enum Role {
    /** Listens to sources and tags audio. */
    ALL,
    /** Listens to sources: needs no model. */
    INGEST,
    /** Tags audio, whoever listens. */
    TAG
}
