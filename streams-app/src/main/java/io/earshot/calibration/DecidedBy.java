package io.earshot.calibration;

/** Who sets the confidence at which a query opens events on a source. */
public enum DecidedBy {
    /** The query names a probability or a raw score. */
    QUERY,
    /** The calibration that ships with the model. */
    MODEL,
    /** The source's own background. */
    SOURCE
}
