package io.earshot.notify;

import java.time.Duration;

/**
 * Which events a receiver is told of together: those of one query in one source.
 *
 * @param gather how long after the first of them others are gathered; zero: each is told by itself, at once
 * @param most how many of them a message names; all are counted
 */
public record Grouping(Duration gather, int most) {
    /** How many events one message names unless told otherwise. */
    public static final int DEFAULT_MOST = 20;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int LARGEST = 100;

    /** Each by itself; those held during quiet hours are one message. */
    public static final Grouping NONE = new Grouping(Duration.ZERO, DEFAULT_MOST);

    /** @throws IllegalArgumentException if a number is out of range */
    public Grouping {
        if (gather.isNegative() || gather.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("grouping waits 0 s to 24 h, not " + gather.toSeconds() + " s");
        }
        if (most < 1 || most > LARGEST) {
            throw new IllegalArgumentException("a message names 1 to " + LARGEST + " events, not " + most);
        }
    }
}
