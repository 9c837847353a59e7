package io.earshot.segment;

/**
 * The grid of hops of a model, at the model's sample rate. Hop {@code h} of an epoch brings the frames
 * {@code h * hopFrames - leadFrames(source)} and on; the lead spreads the phases of sources so that they do not all
 * fire together. A segment is the newest {@code segmentHops} hops.
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
     * Frames of silence before the epoch's first sample in hop 0 of this source: a pure function of the id's last path
     * component, so that a file is cut alike from whatever folder it is read.
     */
    public int leadFrames(String sourceId) {
        String name = sourceId.substring(sourceId.lastIndexOf('/') + 1);
        return Math.floorMod((name.hashCode() * 0x9E3779B9) >>> 7, hopFrames);
    }

    /** Model-rate sample at which hop {@code h} starts; negative in the lead. */
    public long hopStartSample(String sourceId, long h) {
        return (h * hopFrames - leadFrames(sourceId)) * frameHopSamples;
    }

    /** First model-rate sample that the window of hop {@code h} needs. */
    public long windowStartSample(String sourceId, long h) {
        return hopStartSample(sourceId, h) - (long) overlapFrames * frameHopSamples - fftSize / 2;
    }

    /** First model-rate sample after those that the window of hop {@code h} needs. */
    public long windowEndSample(String sourceId, long h) {
        return windowStartSample(sourceId, h) + windowSamples();
    }
}
