package io.earshot.query;

import io.earshot.embedding.Embedding;

/**
 * One of a query's texts, encoded.
 *
 * @param embedding of the text
 * @param background its scores on the model's background segments
 */
public record EncodedText(Embedding embedding, BackgroundFit background) {}
