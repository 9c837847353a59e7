package io.earshot.encoder;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;

/** Reads every text as one for loud sound, but for the one that it cannot read. */
public final class FakeTextEncoder implements TextEncoder {
    public static final String UNREADABLE = "unreadable";

    @Override
    public EmbeddingSpace space() {
        return FakeAudioEncoder.SPACE;
    }

    @Override
    public Embedding encode(String text) {
        if (text.equals(UNREADABLE)) {
            throw new IllegalArgumentException("cannot read it");
        }
        return FakeAudioEncoder.LOUD;
    }

    @Override
    public boolean truncates(String text) {
        return false;
    }

    @Override
    public void close() {}
}
