package io.earshot.encoder;

import io.earshot.embedding.EmbeddingSpace;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.feature.LogMel;
import java.util.List;

/**
 * Audio to embedding, in two parts, so that audio is encoded once: the local part makes tokens from the new audio of a
 * hop, the context part looks at the cached tokens. Both are pure functions. Safe for use by several threads.
 */
public interface AudioEncoder extends AutoCloseable {
    EmbeddingSpace space();

    /** Width of a token. */
    int tokenDim();

    /** Tokens that a hop adds. */
    int tokensPerHop();

    /** Most tokens that {@link #encodeSegment} takes; a multiple of {@link #tokensPerHop()}. */
    int contextTokens();

    /**
     * The local part.
     *
     * @param hop log-mel of the hop and its overlap. Not modified.
     * @return the hop's new tokens {@code [tokensPerHop x tokenDim]} flat, oldest first, rounded to half precision, so
     *     that what is cached and what is stored are the same numbers
     */
    float[] encodeHop(LogMel hop);

    /**
     * The context part.
     *
     * @param tokens {@code [T x tokenDim]} flat, oldest first, T a multiple of {@link #tokensPerHop()}. Not modified.
     * @return levels and factors are rounded to half precision, so that what is matched and what is kept for later queries
     *     are the same numbers
     */
    SegmentEmbedding encodeSegment(float[] tokens);

    /**
     * The local part of several hops. What is beside a hop does not change a bit of its tokens.
     *
     * @param hops as {@link #encodeHop} takes them
     * @return their tokens, in the same order
     */
    default List<float[]> encodeHops(List<LogMel> hops) {
        return hops.stream().map(this::encodeHop).toList();
    }

    @Override
    void close();
}
