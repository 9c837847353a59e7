package io.earshot.evidence.store;

import java.time.Instant;

/**
 * The evidence of an event, as it is kept.
 *
 * @param name of the set
 * @param keptAt when the store took it, by the store's clock
 * @param bytes of all its files
 */
public record KeptSet(SetName name, Instant keptAt, long bytes) {}
