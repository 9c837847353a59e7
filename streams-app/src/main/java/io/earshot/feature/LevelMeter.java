package io.earshot.feature;

import io.earshot.dsp.Decibels;
import io.earshot.segment.Hop;
import io.earshot.segment.HopGrid;

/** How loud the new audio of a hop is. */
public final class LevelMeter {
    private final HopGrid grid;

    public LevelMeter(HopGrid grid) {
        this.grid = grid;
    }

    /** Root mean square of the hop's new samples, dB relative to full scale; at least -120. */
    public float dbfs(Hop hop) {
        int first = grid.overlapFrames() * grid.frameHopSamples() + grid.fftSize() / 2;
        return (float) Decibels.ofSamples(hop.samples(), first, first + grid.hopSamples());
    }

    /** Rate of the samples that it measures. */
    public int sampleRateHz() {
        return grid.sampleRateHz();
    }
}
