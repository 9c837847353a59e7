package io.earshot.feature;

/**
 * Log-mel frames of one hop.
 *
 * @param frames number of frames
 * @param mels number of bands
 * @param values {@code [mels x frames]}, band-major as the encoder reads it, read-only
 */
public record LogMel(int frames, int mels, float[] values) {}
