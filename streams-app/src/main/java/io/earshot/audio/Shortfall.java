package io.earshot.audio;

import java.util.Locale;

/** Wording of missing audio, the same for every reader. */
public final class Shortfall {
    private Shortfall() {}

    /**
     * That audio ended too early.
     *
     * @param samples that were there, of each channel
     * @param promised more than that
     * @return as in "breaks off after 8.0 s of 3600.0 s"
     */
    public static String brokenOff(long samples, long promised, int sampleRateHz) {
        String there = seconds(samples, sampleRateHz);
        String all = seconds(promised, sampleRateHz);
        if (there.equals(all)) {
            long missing = promised - samples;
            return "breaks off after " + there + " s, " + missing + (missing == 1 ? " sample" : " samples")
                    + " before its end";
        }
        return "breaks off after " + there + " s of " + all + " s";
    }

    private static String seconds(long samples, int sampleRateHz) {
        return String.format(Locale.ROOT, "%.1f", (double) samples / sampleRateHz);
    }
}
