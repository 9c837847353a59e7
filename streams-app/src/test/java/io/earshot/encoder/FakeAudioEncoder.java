package io.earshot.encoder;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.embedding.HalfFloat;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.feature.FrontEndKind;
import io.earshot.feature.LogMel;
import io.earshot.feature.LogMelSpec;
import io.earshot.scoring.ScoringWeights;
import io.earshot.segment.HopGrid;
import java.util.Optional;

/**
 * Hears loudness: the score of {@link #LOUD} on a segment grows with how loud its last tokens are, so a test tells its
 * story by the amplitude of the audio.
 */
public final class FakeAudioEncoder implements AudioEncoder {
    public static final EmbeddingSpace SPACE = new EmbeddingSpace("0123456789abcdef0123456789abcdef", 1, 2, 0, 0);
    public static final HopGrid GRID = new HopGrid(32_000, 320, 1024, 96, 32, 2);
    public static final LogMelSpec FRONT_END =
            new LogMelSpec(FrontEndKind.KALDI, 32_000, 0.97, 1024, 800, 320, 128, 0, 15_000, 1e-5, 4.5, 5);
    public static final ScoringWeights WEIGHTS = new ScoringWeights(new float[] {1}, 0, 1, Optional.empty());

    /** The text embedding that loud segments answer. */
    public static final Embedding LOUD = new Embedding(new float[] {1, 0}, new float[0]);

    private static final float SILENCE = -1.4026f;
    private static final float FULL = 1.6f;

    @Override
    public EmbeddingSpace space() {
        return SPACE;
    }

    @Override
    public int tokenDim() {
        return 1;
    }

    @Override
    public int tokensPerHop() {
        return 3;
    }

    @Override
    public int contextTokens() {
        return 15;
    }

    @Override
    public float[] encodeHop(LogMel hop) {
        float[] tokens = new float[tokensPerHop()];
        for (int token = 0; token < tokens.length; token++) {
            tokens[token] = HalfFloat.round(mean(hop, (token + 1) * 32, (token + 2) * 32));
        }
        return tokens;
    }

    @Override
    public SegmentEmbedding encodeSegment(float[] tokens) {
        double sum = 0;
        int newest = Math.min(6, tokens.length);
        for (int i = tokens.length - newest; i < tokens.length; i++) {
            sum += tokens[i];
        }
        float[] tokenLevels = new float[2 * newest];
        for (int i = 0; i < newest; i++) {
            System.arraycopy(level(tokens[tokens.length - newest + i]), 0, tokenLevels, 2 * i, 2);
        }
        float[] levels = level(sum / newest);
        HalfFloat.roundAll(levels);
        return new SegmentEmbedding(new Embedding(levels, new float[0]), tokenLevels);
    }

    /** A level embedding that points the more to {@link #LOUD} the louder it is. */
    private static float[] level(double logMel) {
        double loudness = Math.min(1, Math.max(0, (logMel - SILENCE) / (FULL - SILENCE)));
        return new float[] {(float) loudness, (float) Math.sqrt(1 - loudness * loudness)};
    }

    @Override
    public void close() {}

    private static float mean(LogMel hop, int from, int to) {
        double sum = 0;
        for (int band = 0; band < hop.mels(); band++) {
            for (int frame = from; frame < to; frame++) {
                sum += hop.values()[band * hop.frames() + frame];
            }
        }
        return (float) (sum / hop.mels() / (to - from));
    }
}
