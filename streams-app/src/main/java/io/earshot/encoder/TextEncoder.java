package io.earshot.encoder;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.List;

/** Query text to embedding. Safe for use by several threads. */
public interface TextEncoder extends AutoCloseable {
    EmbeddingSpace space();

    /**
     * @param text any words; not blank
     * @throws IllegalArgumentException if the text is blank
     */
    Embedding encode(String text);

    /**
     * What {@link #encode} gives for each text, to 1e-6, in their order, in less time.
     *
     * @throws IllegalArgumentException if a text is blank
     */
    default List<Embedding> encodeAll(List<String> texts) {
        return texts.stream().map(this::encode).toList();
    }

    /** Whether the text is longer than the encoder reads; the rest is ignored by {@link #encode}. */
    boolean truncates(String text);

    @Override
    void close();
}
