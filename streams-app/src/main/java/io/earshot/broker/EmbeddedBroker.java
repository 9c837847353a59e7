package io.earshot.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A KRaft broker in this process, on loopback. The only class that uses the broker's non-public classes; they come from the
 * Kafka version that the build pins.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE_ID = 1;
    private static final int ANY_PORT = 0;

    /**
     * How clients come in.
     *
     * @param protocol of their connections
     * @param users known from the first start on, as Kafka's storage tool takes them: {@code SCRAM-SHA-512=[name=...,password=...]}
     * @param settings of the broker, beside and before its own
     */
    record Doorway(SecurityProtocol protocol, List<String> users, Map<String, String> settings) {
        /** Whoever reaches loopback. */
        static final Doorway OPEN = new Doorway(SecurityProtocol.PLAINTEXT, List.of(), Map.of());
    }

    private final FolderLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(FolderLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on a free port.
     *
     * @param directory of its data; kept between runs, created if missing
     * @throws IOException if the directory cannot be used, or another process uses it
     */
    public static EmbeddedBroker start(Path directory) throws IOException {
        return start(directory, ANY_PORT);
    }

    /**
     * Starts a broker.
     *
     * @param directory of its data; kept between runs, created if missing
     * @param port that clients connect to; 0: a free one
     * @throws IOException if the directory cannot be used, or another process uses it or has the port
     */
    public static EmbeddedBroker start(Path directory, int port) throws IOException {
        return start(directory, port, Doorway.OPEN);
    }

    /** The same with a doorway that asks who comes in. */
    static EmbeddedBroker start(Path directory, int port, Doorway doorway) throws IOException {
        Path data = Files.createDirectories(directory).toAbsolutePath();
        FolderLock lock = FolderLock.take(data);
        try {
            return start(data, port, doorway, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(Path data, int port, Doorway doorway, FolderLock lock) throws IOException {
        int[] ports = freePorts(port);
        Properties properties = properties(data, ports[0], ports[1], doorway.protocol());
        properties.putAll(doorway.settings());
        KafkaConfig config = new KafkaConfig(properties, false);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data, doorway.users());
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(lock, server, ports[0]);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    private static Properties properties(Path data, int brokerPort, int controllerPort, SecurityProtocol protocol) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE_ID));
        String clients = protocol.name + "://127.0.0.1:" + brokerPort;
        p.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", clients);
        p.put("inter.broker.listener.name", protocol.name);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listener.security.protocol.map", protocol.name + ":" + protocol.name + ",CONTROLLER:PLAINTEXT");
        p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        p.put("log.dirs", data.toString());
        p.put("auto.create.topics.enable", "false");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", "1");
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        // A killed process' transaction holds up whoever goes on with its partitions; by default it is looked for every
        // 10 s.
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        p.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        return p;
    }

    private static void format(Path data, List<String> users) throws IOException {
        try {
            new Formatter()
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setScramArguments(users)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IOException("cannot prepare the broker's directory " + data + ": " + e.getMessage(), e);
        }
    }

    /** Two different free ports; if another process takes one first, the broker reports it. */
    private static int[] freePorts(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket one = bound(wanted, loopback);
                ServerSocket two = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    private static ServerSocket bound(int port, InetAddress address) throws IOException {
        try {
            return new ServerSocket(port, 1, address);
        } catch (BindException e) {
            throw new IOException("port " + port + ", which the broker is to have, is taken by another program", e);
        }
    }
}
