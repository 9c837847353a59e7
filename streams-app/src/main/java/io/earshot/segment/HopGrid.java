package io.earshot.segment;

/**
 * The grid of hops of a model, at the model's sample rate. Hop {@code h} of an epoch brings the frames
 * {@code h * hopFrames - leadFrames} and on, where {@code leadFrames} is the epoch's phase: 0 for a recording, that of
 * {@link #spreadLeadFrames} for a live source. A segment is the newest {@code segmentHops} hops.
 *
 * @param sampleRateHz of the model
 * @param frameHopSamples samples between two frames
 * @param fftSize samples that a frame looks at, centred on it
 * @param hopFrames new frames of a hop
 * @param overlapFrames frames before them that the local part of the encoder sees too
 * @param segmentHops hops of a segment
 */
public record HopGrid(
        int sampleRateHz, int frameHopSamples, int fftSize, int hopFrames, int overlapFrames, int segmentHops) {
    /** Samples between two hops. */
    public int hopSamples() {
        return hopFrames * frameHopSamples;
    }

    /** Frames that the local part sees at a hop. */
    public int windowFrames() {
        return hopFrames + overlapFrames;
    }

    /** Samples from which the frames of {@link #windowFrames()} are made; one more than the frames span, for pre-emphasis. */
    public int windowSamples() {
        return (windowFrames() - 1) * frameHopSamples + fftSize + 1;
    }

    /**
     * Frames of silence before the first sample in hop 0 of a live epoch of this source: spread over the sources, so that they
     * do not all fire together. A pure function of the id's last path component.
     */
    public int spreadLeadFrames(String sourceId) {
        String name = sourceId.substring(sourceId.lastIndexOf('/') + 1);
        return Math.floorMod((name.hashCode() * 0x9E3779B9) >>> 7, hopFrames);
    }

    /** Model-rate sample at which hop {@code h} starts; negative in the lead. */
    public long hopStartSample(int leadFrames, long h) {
        return (h * hopFrames - leadFrames) * frameHopSamples;
    }

    /** First model-rate sample that the window of hop {@code h} needs. */
    public long windowStartSample(int leadFrames, long h) {
        return hopStartSample(leadFrames, h) - (long) overlapFrames * frameHopSamples - fftSize / 2;
    }

    /** First model-rate sample after those that the window of hop {@code h} needs. */
    public long windowEndSample(int leadFrames, long h) {
        return windowStartSample(leadFrames, h) + windowSamples();
    }
}
