package io.earshot.query;

import io.earshot.embedding.Embedding;

/**
 * A query that can be matched.
 *
 * @param query as the user wrote it
 * @param version hash of its content: changes when, and only when, its events could change
 * @param embedding of its text
 * @param background its scores on the model's background segments
 */
public record RegisteredQuery(StandingQuery query, String version, Embedding embedding, BackgroundFit background) {}
