package io.earshot.evidence;

/**
 * A part of the span that was asked for and that nobody can hear.
 *
 * @param firstSample index in the epoch of the first missing sample
 * @param endSample index of the first one after them
 * @param reason why they are missing
 * @param isSilence whether the clip holds silence in their place; else it begins later or ends earlier
 */
public record MissingSpan(long firstSample, long endSample, MissingReason reason, boolean isSilence) {
    /** How many samples. */
    public long samples() {
        return endSample - firstSample;
    }
}
