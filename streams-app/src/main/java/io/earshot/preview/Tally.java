package io.earshot.preview;

/**
 * What a query would have reported at one threshold.
 *
 * @param events number of events
 * @param openSeconds from their onsets to their offsets, in all
 * @param nearMisses number of near misses, at most one per source and minute
 */
public record Tally(long events, double openSeconds, long nearMisses) {
    /** No events, no near misses. */
    public static final Tally NOTHING = new Tally(0, 0, 0);

    private static final double SECONDS_PER_DAY = 86_400;

    /** The sum of both. */
    public Tally plus(Tally other) {
        return new Tally(events + other.events, openSeconds + other.openSeconds, nearMisses + other.nearMisses);
    }

    /** Events per day of audio; 0 without audio. */
    public double perDay(double heardSeconds) {
        return heardSeconds > 0 ? events * SECONDS_PER_DAY / heardSeconds : 0;
    }
}
