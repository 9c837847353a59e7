package io.earshot.dsp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resamplers to one rate, made at first use and shared: their taps are large and many sources have the same rate.
 * Keeps the {@value #KEPT} last used. May be used by several threads.
 */
public final class Resamplers {
    private static final int KEPT = 16;

    private final int outRateHz;
    private final Map<Integer, Resampler> byInRate = new LastUsed();

    public Resamplers(int outRateHz) {
        this.outRateHz = outRateHz;
    }

    /** The resampler from a rate. */
    public synchronized Resampler from(int inRateHz) {
        return byInRate.computeIfAbsent(inRateHz, rate -> new Resampler(rate, outRateHz));
    }

    private static final class LastUsed extends LinkedHashMap<Integer, Resampler> {
        private static final long serialVersionUID = 1L;

        LastUsed() {
            super(KEPT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Resampler> eldest) {
            return size() > KEPT;
        }
    }
}
