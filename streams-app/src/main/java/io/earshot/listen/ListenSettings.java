package io.earshot.listen;

import java.time.Duration;

/**
 * How sources are listened to.
 *
 * @param chunkMillis length of a chunk
 * @param quietDbfs level below which audio is quiet
 * @param quietAfter how long it must be silent or quiet before it counts as that
 * @param driftLimit how far an epoch's time may go from the wall clock before a new epoch begins
 * @param firstPause before the first attempt after a break; grows with each attempt that brings little audio
 * @param longestPause between two attempts
 * @param refusedPause between two attempts at an address that was refused; grows to ten times that
 * @param report how often the state is reported while it does not change
 */
public record ListenSettings(
        int chunkMillis,
        double quietDbfs,
        Duration quietAfter,
        Duration driftLimit,
        Duration firstPause,
        Duration longestPause,
        Duration refusedPause,
        Duration report) {
    public static final ListenSettings DEFAULT = new ListenSettings(
            320,
            -60,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
}
