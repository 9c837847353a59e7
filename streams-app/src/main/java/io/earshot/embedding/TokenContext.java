package io.earshot.embedding;

import java.util.Arrays;

/**
 * The encoder's cached tokens of a source: the newest of the run, oldest first. A value: appending gives another one.
 *
 * @param tokens {@code [T x tokenDim]} flat, read-only
 */
public record TokenContext(float[] tokens) {
    public static final TokenContext EMPTY = new TokenContext(new float[0]);

    /**
     * This context with a hop's tokens behind it, and the oldest dropped that exceed the limit.
     *
     * @param hopTokens flat. Not modified.
     * @param maxValues most floats that the context may hold
     */
    public TokenContext append(float[] hopTokens, int maxValues) {
        int total = tokens.length + hopTokens.length;
        int drop = Math.max(0, total - maxValues);
        float[] next = Arrays.copyOfRange(tokens, drop, total);
        System.arraycopy(hopTokens, 0, next, tokens.length - drop, hopTokens.length);
        return new TokenContext(next);
    }
}
