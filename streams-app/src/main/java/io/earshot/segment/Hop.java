package io.earshot.segment;

/**
 * The audio of one step of the grid, with the overlap before it, at the model's rate.
 *
 * @param span which audio, and when
 * @param samples mono, {@link HopGrid#windowSamples()} of them, read-only
 */
public record Hop(HopSpan span, float[] samples) implements Cut {}
