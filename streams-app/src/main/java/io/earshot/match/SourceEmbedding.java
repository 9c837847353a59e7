package io.earshot.match;

import io.earshot.embedding.Embedding;

/** A segment's embedding, and the id of the source that it was heard on. */
public record SourceEmbedding(String sourceId, Embedding embedding) {}
