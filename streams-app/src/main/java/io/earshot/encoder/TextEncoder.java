package io.earshot.encoder;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;

/** Query text to embedding. Safe for use by several threads. */
public interface TextEncoder extends AutoCloseable {
    EmbeddingSpace space();

    /**
     * @param text any words; not blank
     * @throws IllegalArgumentException if the text is blank
     */
    Embedding encode(String text);

    /** Whether the text is longer than the encoder reads; the rest is ignored by {@link #encode}. */
    boolean truncates(String text);

    @Override
    void close();
}
