package io.earshot.lab.live;

import java.util.Map;

/**
 * What was measured of a build under a load.
 *
 * @param build whose service it was
 * @param sources that played
 * @param queries that were registered
 * @param chunkMillis length of a chunk
 * @param backlog whether it went as fast as it could
 * @param wallSeconds how long was measured
 * @param heardSeconds of audio that were tagged meanwhile, of all sources together
 * @param hops that were encoded meanwhile
 * @param serviceSeconds of processor time of the service
 * @param brokerSeconds of processor time of the broker
 * @param stageSeconds that the stages took, by name; part of the service's
 * @param latencyMillis at the median
 * @param latencyMillisOf99 that 99 of 100 hops stay below
 * @param residentMiB memory of the service in RAM at the end
 * @param brokerBytes that the broker's topics grew by
 * @param readySeconds from the start of the service until it listened with all queries
 */
public record LivePoint(
        String build,
        int sources,
        int queries,
        int chunkMillis,
        boolean backlog,
        double wallSeconds,
        double heardSeconds,
        double hops,
        double serviceSeconds,
        double brokerSeconds,
        Map<String, Double> stageSeconds,
        double latencyMillis,
        double latencyMillisOf99,
        double residentMiB,
        double brokerBytes,
        double readySeconds) {
    public LivePoint {
        stageSeconds = Map.copyOf(stageSeconds);
    }

    /** Processor time of the service for a hop. */
    public double serviceMillisAHop() {
        return 1e3 * serviceSeconds / hops;
    }

    /** Processor time of the service for an hour of one source. */
    public double serviceSecondsASourceHour() {
        return 3_600 * serviceSeconds / heardSeconds;
    }

    /** Sources that one core hears, if the broker is elsewhere. */
    public double sourcesACore() {
        return heardSeconds / serviceSeconds;
    }

    /** Bytes that the broker writes for an hour of one source. */
    public double brokerBytesASourceHour() {
        return 3_600 * brokerBytes / heardSeconds;
    }
}
