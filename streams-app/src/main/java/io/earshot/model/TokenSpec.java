package io.earshot.model;

/**
 * The tokens that the local part of the audio encoder hands to its context part.
 *
 * @param dim width of a token
 * @param perHop tokens that a hop adds
 * @param context most tokens that the context part sees, a multiple of {@code perHop}
 * @param perSegment tokens of a segment
 */
public record TokenSpec(int dim, int perHop, int context, int perSegment) {}
