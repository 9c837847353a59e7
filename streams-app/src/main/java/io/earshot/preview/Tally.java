package io.earshot.preview;

/**
 * What came of a query at one threshold.
 *
 * @param events that would have been told
 * @param openSeconds from their onsets to their offsets, in all
 * @param nearMisses that would have been told; of a source at most one a minute
 */
public record Tally(long events, double openSeconds, long nearMisses) {
    /** Nothing. */
    public static final Tally NOTHING = new Tally(0, 0, 0);

    private static final double SECONDS_PER_DAY = 86_400;

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(events + other.events, openSeconds + other.openSeconds, nearMisses + other.nearMisses);
    }

    /** Events for each day of audio; 0 if nothing was heard. */
    public double perDay(double heardSeconds) {
        return heardSeconds > 0 ? events * SECONDS_PER_DAY / heardSeconds : 0;
    }
}
