package io.earshot.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A broker in a process of its own, alone or one of several, with ports that stay and a listener for each place that its clients
 * call from. The product's embedded broker has one listener on a port of its choice, which leaves no room for a relay.
 */
public final class BrokerProgram {
    private static final String CLUSTER = "Y2hhb3MtY2x1c3Rlci0wMQ";

    private BrokerProgram() {}

    /**
     * Runs until it is stopped, or its input ends.
     *
     * @param arguments folder, node id, controllers as {@code 1@127.0.0.1:9093,...} (who is not among them is a broker only), milliseconds between sweeps of stale
     *     transactions, and listeners as {@code NAME:port:advertisedPort}
     */
    public static void main(String[] arguments) throws Exception {
        Path data = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        int node = Integer.parseInt(arguments[1]);
        List<String> listeners = List.of(arguments).subList(4, arguments.length);
        Properties settings = settings(data, node, arguments[2], listeners);
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", arguments[3]);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data, node);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        System.out.println("started");
        if (System.in.read() == -1) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static Properties settings(Path data, int node, String controllers, List<String> listeners) {
        List<String> voters = List.of(controllers.split(",", -1));
        Optional<String> controller = voters.stream()
                .filter(voter -> voter.startsWith(node + "@"))
                .map(voter -> voter.substring(voter.indexOf('@') + 1))
                .findFirst();
        List<String> bound = new ArrayList<>();
        controller.ifPresent(address -> bound.add("CONTROLLER://" + address));
        List<String> told = new ArrayList<>();
        List<String> plain = new ArrayList<>(List.of("CONTROLLER:PLAINTEXT"));
        for (String listener : listeners) {
            String[] parts = listener.split(":", -1);
            bound.add(parts[0] + "://127.0.0.1:" + parts[1]);
            told.add(parts[0] + "://127.0.0.1:" + parts[2]);
            plain.add(parts[0] + ":PLAINTEXT");
        }
        Properties p = new Properties();
        p.put("process.roles", controller.isPresent() ? "broker,controller" : "broker");
        p.put("node.id", Integer.toString(node));
        p.put("listeners", String.join(",", bound));
        p.put("advertised.listeners", String.join(",", told));
        p.put("listener.security.protocol.map", String.join(",", plain));
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", listeners.get(0).split(":", -1)[0]);
        p.put("controller.quorum.voters", controllers);
        p.put("log.dirs", data.toString());
        addReplication(p, voters.size());
        return p;
    }

    private static void addReplication(Properties p, int brokers) {
        String copies = Integer.toString(Math.min(3, brokers));
        String inSync = brokers > 2 ? "2" : "1";
        p.put("auto.create.topics.enable", "false");
        p.put("default.replication.factor", copies);
        p.put("min.insync.replicas", inSync);
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.put(topic + ".replication.factor", copies);
            p.put(topic + ".num.partitions", Integer.toString(brokers > 1 ? 6 : 1));
        }
        p.put("transaction.state.log.min.isr", inSync);
        p.put("share.coordinator.state.topic.min.isr", inSync);
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    }

    private static void format(Path data, int node) throws IOException {
        try {
            new Formatter()
                    .setNodeId(node)
                    .setClusterId(CLUSTER)
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IOException("cannot prepare the broker's folder " + data + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #main} takes them. */
    static String controllers(List<Integer> ports) {
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            voters.add((i + 1) + "@127.0.0.1:" + ports.get(i));
        }
        return voters.stream().collect(Collectors.joining(","));
    }
}
