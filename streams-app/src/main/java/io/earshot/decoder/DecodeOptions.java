package io.earshot.decoder;

/**
 * What of a source is decoded.
 *
 * @param track of its audio tracks, from 1
 * @param channel of the track, from 1 (left); {@value #MIX} for a mix of all
 */
public record DecodeOptions(int track, int channel) {
    /** The channel that means a mix of all. */
    public static final int MIX = 0;

    /** The first track, mixed. */
    public static final DecodeOptions DEFAULT = new DecodeOptions(1, MIX);

    /** @throws IllegalArgumentException if a number is out of range */
    public DecodeOptions {
        if (track < 1 || channel < MIX) {
            throw new IllegalArgumentException("track " + track + ", channel " + channel);
        }
    }
}
