package io.earshot.listen;

import java.time.Duration;

/**
 * Pauses between attempts. They grow while attempts bring little audio, however they end: a server that accepts a connection
 * and closes it must not be asked without a pause.
 */
final class BackOff {
    /** Audio of one connection after which the source counts as well again. */
    private static final double WELL_SECONDS = 30;

    private static final int MOST_DOUBLINGS = 16;
    private static final long REFUSED_GROWTH = 10;
    /** Sources that one outage took must not all come back in the same instant. */
    private static final double JITTER = 0.2;

    private final ListenSettings settings;
    private final int seed;
    private int tries;

    /** @param seed of this source, by which its pauses differ from those of others */
    BackOff(ListenSettings settings, int seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /** Attempts since the source was well. */
    int tries() {
        return tries;
    }

    /** Pause after a connection that brought so much audio, or none. */
    Duration afterBreak(double seconds) {
        if (seconds >= WELL_SECONDS) {
            tries = 0;
        }
        return pause(settings.firstPause(), settings.longestPause());
    }

    /** Pause after an address was refused. */
    Duration afterRefusal() {
        return pause(settings.refusedPause(), settings.refusedPause().multipliedBy(REFUSED_GROWTH));
    }

    private Duration pause(Duration first, Duration most) {
        double doubled = (double) first.toMillis() * (1 << Math.min(tries, MOST_DOUBLINGS));
        tries++;
        double millis = Math.min(doubled, (double) most.toMillis()) * (1 + JITTER * (spread() - 1));
        return Duration.ofMillis(Math.max(1, Math.round(millis)));
    }

    /** 0 to 1, the same for the same source and attempt. */
    private double spread() {
        int mixed = (seed + tries) * 0x9E3779B9;
        return ((mixed ^ (mixed >>> 15)) & 0xFFFF) / 65_535.;
    }
}
