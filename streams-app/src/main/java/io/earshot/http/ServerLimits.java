package io.earshot.http;

import java.util.OptionalInt;

/**
 * What readers can cost the server.
 *
 * @param connections most at a time; further ones wait to be accepted
 * @param probePort port of probes and metrics alone, whose connections and threads nobody else can use up, 0: a free one;
 *     empty: there is none, and they are answered on the port of the console only
 */
public record ServerLimits(int connections, OptionalInt probePort) {
    /** Few people, and no port of the probes' own. */
    static final ServerLimits DEFAULT = new ServerLimits(1_024, OptionalInt.empty());

    /** Of the server's threads; the rest accept, select and answer probes. */
    static final int THREADS = 250;

    static final int THREADS_OF_REQUESTS = 200;

    /** After which a connection on which nothing moves is closed, also in the middle of a request or an answer. */
    static final int IDLE_MILLIS = 30_000;

    /** The same while as many are connected as may be. */
    static final int IDLE_MILLIS_WHEN_FULL = 5_000;
}
