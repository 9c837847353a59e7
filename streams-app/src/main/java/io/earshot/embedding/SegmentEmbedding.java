package io.earshot.embedding;

/**
 * Output of the audio encoder for a segment.
 *
 * @param embedding of the whole segment
 * @param tokenLevels {@code [tokens x D]} flat: the highest level's embedding of each of its tokens, oldest first,
 *     for placing onsets; read-only
 */
public record SegmentEmbedding(Embedding embedding, float[] tokenLevels) {}
