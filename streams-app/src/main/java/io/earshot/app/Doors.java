package io.earshot.app;

import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.history.EventLog;
import io.earshot.http.CoverageResource;
import io.earshot.http.HttpEndpoint;
import io.earshot.http.Resource;
import io.earshot.http.ServerLimits;
import io.earshot.http.ServiceStatus;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What every service answers over HTTP, whatever its role, and the server that does. */
final class Doors implements AutoCloseable {
    private static final int OTHER_CONNECTIONS = 1_024;

    private final EarshotConfig config;
    private final StandingRecords records;
    private final HistoryDoors history;
    private final Resource coverage;

    /**
     * Starts to follow the topics; closed with the service.
     *
     * @param applications are told of a topic that can no longer be read
     * @throws org.apache.kafka.common.KafkaException if the topics cannot be read
     */
    Doors(EarshotConfig config, KafkaAccess kafka, Topics topics, WireSerdes wire, Applications applications) {
        this.config = config;
        this.records =
                new StandingRecords(kafka, topics, wire, e -> applications.fail("reading of queries and sources", e));
        this.history = HistoryDoors.open(config, kafka, wire, e -> applications.fail("reading of events", e));
        this.coverage = CoverageResource.of(new CoverageDesk(kafka, topics, wire));
    }

    /** The queries and sources, as their topics have them. */
    StandingRecords records() {
        return records;
    }

    /** The recorded events. */
    EventLog events() {
        return history.events();
    }

    /**
     * Starts the server.
     *
     * @param closing gets what ends it: the streams first, which a server that stops would cut off
     * @param own what services of this role answer besides
     * @throws IOException if its port is taken
     */
    HttpEndpoint serve(ServiceStatus status, List<Resource> own, TaggingMetrics metrics, Closing closing)
            throws IOException {
        List<Resource> resources = new ArrayList<>(history.resources());
        resources.add(coverage);
        resources.addAll(own);
        HttpEndpoint server = HttpEndpoint.start(
                status, resources, metrics, HttpAccess.of(config), config.integer(Settings.HTTP_PORT), limits());
        closing.add("console", server);
        closing.add("event streams", history::endStreams);
        return server;
    }

    /** Every listener that is allowed, and as many who ask for something. */
    private ServerLimits limits() {
        int probePort = config.integer(Settings.HTTP_PROBE_PORT);
        return new ServerLimits(
                2 * config.integer(Settings.HTTP_STREAMS) + OTHER_CONNECTIONS,
                probePort < 0 ? OptionalInt.empty() : OptionalInt.of(probePort));
    }

    @Override
    public void close() {
        history.close();
        records.close();
    }
}
