package io.earshot.feature;

import io.earshot.dsp.Decibels;
import io.earshot.segment.Hop;
import io.earshot.segment.HopGrid;

/** Measures the level of the new audio of a hop. */
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
}
