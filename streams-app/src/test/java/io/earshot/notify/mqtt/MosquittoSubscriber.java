package io.earshot.notify.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.stream.Peers;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Mosquitto's own subscriber, with a session that the broker may keep; it connects again by itself. */
public final class MosquittoSubscriber implements Closeable {
    /**
     * A message as it came.
     *
     * @param topic of it
     * @param isRetained whether it was there before the subscriber
     * @param payload as text
     */
    record Received(String topic, boolean isRetained, String payload) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(payload);
            } catch (IOException e) {
                throw new IllegalStateException(payload, e);
            }
        }
    }

    private static final String MARK = "test/mark";

    private final MosquittoBroker broker;
    private final Process process;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private MosquittoSubscriber(MosquittoBroker broker, Process process) {
        this.broker = broker;
        this.process = process;
    }

    /** Returns when it is subscribed to all topics. */
    public static MosquittoSubscriber start(MosquittoBroker broker) throws IOException {
        Process process = Peers.program(
                        "usr/bin/mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(broker.port()),
                        "-V",
                        "5",
                        "-t",
                        "#",
                        "-q",
                        "1",
                        "-c",
                        "-x",
                        "3600",
                        "-i",
                        "subscriber",
                        "-F",
                        "%t\t%r\t%p")
                .start();
        MosquittoSubscriber subscriber = new MosquittoSubscriber(broker, process);
        Thread reader = new Thread(subscriber::read, "subscriber");
        reader.setDaemon(true);
        reader.start();
        subscriber.awaitSubscribed();
        return subscriber;
    }

    /** Waits until it gets what is published. */
    void awaitSubscribed() {
        String mark = "mark-" + System.nanoTime();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    publish(broker, MARK, mark);
                    return received.stream()
                            .anyMatch(message -> message.payload().equals(mark));
                });
    }

    /** Publishes one message as somebody else. */
    static int publish(MosquittoBroker broker, String topic, String payload, String... more) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(broker.port()),
                "-V",
                "5",
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                payload));
        arguments.addAll(List.of(more));
        Process process = Peers.program("usr/bin/mosquitto_pub", arguments.toArray(String[]::new))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** All that came on topics below a prefix, in its order. */
    List<Received> below(String prefix) {
        return received.stream()
                .filter(message -> message.topic().startsWith(prefix))
                .toList();
    }

    /** Ids of events in the order in which they came, each at its first time. */
    public List<String> events() {
        return below("earshot/events/").stream()
                .map(message -> message.json().get("id").textValue())
                .distinct()
                .toList();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\t", 3);
                if (parts.length == 3) {
                    received.add(new Received(parts[0], parts[1].equals("1"), parts[2]));
                }
            }
        } catch (IOException e) {
            // It was ended.
            return;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
