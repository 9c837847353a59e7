package io.earshot.calibration;

import java.util.Locale;

/** Formats rates, durations, confidences and counts for people. */
public final class ReadableNumbers {
    private static final double EXACT_BELOW = 9.95;

    private ReadableNumbers() {}

    /** Events per day. */
    public static String rate(double perDay) {
        return String.format(Locale.ROOT, perDay < EXACT_BELOW ? "%.1f" : "%,.0f", perDay);
    }

    /** A duration, in the unit that suits it. */
    public static String length(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 5_400
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }

    /** Two or three significant digits. */
    public static String confidence(double confidence) {
        return String.format(Locale.ROOT, confidence >= 0.01 ? "%.3f" : "%.2g", confidence)
                .replaceFirst("(?<=\\.\\d{2})0$", "");
    }

    /** "no events", "1 event", "2 events". */
    public static String count(long count, String one, String several) {
        return (count == 0 ? "no" : count) + " " + (count == 1 ? one : several);
    }
}
