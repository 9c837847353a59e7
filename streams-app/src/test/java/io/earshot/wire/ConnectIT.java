package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.decide.Event;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code ops/connect}, with Kafka Connect's own runtime as a process: events in a file, one a line. */
class ConnectIT {
    private static final Path EXAMPLE = Path.of(System.getProperty("earshot.home"), "ops/connect");
    private static final String TOPIC = "earshot.events.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void shouldAppendEveryCommittedEventToAFile() throws Exception {
        Path libraries = EXAMPLE.resolve("target/lib");
        assumeTrue(
                Files.isDirectory(libraries),
                "no Kafka Connect in " + libraries + " (a build of all modules copies it)");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            makeTopic(broker.bootstrapServers());
            write(broker.bootstrapServers(), SampleEvents.events());
            Path events = folder.resolve("events.jsonl");
            Process worker = worker(libraries, broker.bootstrapServers(), events);
            try {
                await().atMost(PATIENCE)
                        .until(() ->
                                linesOf(events).size() >= SampleEvents.events().size());
            } finally {
                worker.destroy();
                assertThat(worker.waitFor()).as(log()).isIn(0, 143);
            }
            assertThat(linesOf(events))
                    .map(ConnectIT::described)
                    .isEqualTo(SampleEvents.events().stream()
                            .map(event -> event.phase() + " " + event.sourceId() + " " + event.epochId() + " "
                                    + event.query().text())
                            .toList());
        }
    }

    private static void makeTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    /** What is aborted was never said. */
    private static void write(String bootstrapServers, List<Event> events) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "transactional.id", "sample", "enable.metrics.push", false);
        try (KafkaProducer<String, Event> producer = new KafkaProducer<>(
                settings,
                new StringSerializer(),
                WireSerdes.of(Map.of()).events().serializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(TOPIC, "ghost", events.get(0)));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            for (Event event : events) {
                unused = producer.send(new ProducerRecord<>(TOPIC, 0, event.sourceId(), event));
            }
            producer.commitTransaction();
        }
    }

    private Process worker(Path libraries, String bootstrapServers, Path events) throws IOException {
        Path worker = changed(
                "worker.properties",
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "listeners",
                        "http://127.0.0.1:" + freePort(),
                        "offset.storage.file.filename",
                        folder.resolve("offsets").toString()));
        Path sink = changed("file-sink.properties", Map.of("file", events.toString()));
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        libraries.resolve("*").toString(),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        worker.toString(),
                        sink.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("worker.log").toFile())
                .start();
    }

    /** A file of the example, with other addresses. */
    private Path changed(String file, Map<String, String> values) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(EXAMPLE.resolve(file))) {
            properties.load(in);
        }
        assertThat(properties.stringPropertyNames()).containsAll(values.keySet());
        properties.putAll(values);
        try (Writer out = Files.newBufferedWriter(folder.resolve(file))) {
            properties.store(out, null);
        }
        return folder.resolve(file);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("worker.log"));
    }

    private static List<String> linesOf(Path file) throws IOException {
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : List.of();
    }

    private static String described(String line) {
        try {
            JsonNode event = new ObjectMapper().readTree(line);
            return event.get("phase").asText() + " " + event.get("sourceId").asText() + " "
                    + event.get("epochId").asLong() + " "
                    + event.get("queryText").asText();
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
