package io.earshot.story;

import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.encoder.TextEncoder;
import io.earshot.register.QueryRegistrar;
import io.earshot.scoring.BlockScorer;
import java.util.List;

/** "loud" and "not quiet" answer loud segments, "quiet" and "not loud" the others. */
public final class LoudnessTexts implements TextEncoder {
    private static final Embedding QUIET = new Embedding(new float[] {-.9f, .436f}, new float[0]);

    /** Registers texts that this understands. */
    public static QueryRegistrar registrar() {
        ShippedBackground background = new ShippedBackground(
                new BlockScorer(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS), List.of(FakeAudioEncoder.LOUD));
        return new QueryRegistrar(new LoudnessTexts(), background);
    }

    @Override
    public EmbeddingSpace space() {
        return FakeAudioEncoder.SPACE;
    }

    @Override
    public Embedding encode(String text) {
        return text.contains("loud") == text.startsWith("not ") ? QUIET : FakeAudioEncoder.LOUD;
    }

    @Override
    public boolean truncates(String text) {
        return false;
    }

    @Override
    public void close() {}
}
