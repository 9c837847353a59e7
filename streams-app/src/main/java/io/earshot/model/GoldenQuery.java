package io.earshot.model;

import io.earshot.embedding.Embedding;

/**
 * A text and what the training side made of it.
 *
 * @param text of the query
 * @param tokenIds of the text in the first prompt template, read-only
 * @param embedding of the query
 */
public record GoldenQuery(String text, long[] tokenIds, Embedding embedding) {}
