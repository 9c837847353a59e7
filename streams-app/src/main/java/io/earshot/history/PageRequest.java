package io.earshot.history;

import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param limit most items
 * @param cursor where the page begins; empty: at the newest
 */
public record PageRequest(int limit, Optional<Place> cursor) {}
