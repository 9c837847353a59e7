package io.earshot.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.broker.SecuredBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with a secret of every kind writes none of them anywhere. */
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ADMIN = "admin";
    private static final Pattern STATUS = Pattern.compile("status on (http://[0-9.]+:\\d+)");
    private static final List<String> ANSWERS = List.of(
            "/metrics",
            "/live",
            "/ready",
            "/api/status",
            "/api/sources",
            "/api/receivers",
            "/api/queries",
            "/api/events",
            "/api/dead-letters",
            "/api/model",
            "/api/calibrations",
            "/api/sources/radio",
            "/api/receivers/desk");

    @TempDir
    private Path folder;

    private final Map<String, String> secrets = new TreeMap<>();

    private String secret(String name) {
        return secrets.computeIfAbsent(name, any -> "leak-" + name + "-0123456789abcdefghij");
    }

    @Test
    void shouldWriteNoSecretAnywhere() throws Exception {
        try (SecuredBroker broker = SecuredBroker.start(folder.resolve("broker"), List.of())) {
            Map<String, String> environment = environment(broker);
            List<String> options = List.of("--config", config(broker).toString());
            Map<String, String> written = new TreeMap<>();
            run(written, environment, options, "topics", "create");
            run(
                    written,
                    environment,
                    options,
                    "source",
                    "add",
                    "--id",
                    "radio",
                    "http://user:${env:SOURCE_PASSWORD}@127.0.0.1:9/live?token=${env:SOURCE_TOKEN}");
            run(
                    written,
                    environment,
                    options,
                    "receivers",
                    "add",
                    "desk",
                    "--kind",
                    "webhook",
                    "--address",
                    "https://127.0.0.1:9/hook",
                    "--option",
                    "secret=${env:NOTIFY_SECRET}");
            run(written, environment, options, "describe");
            List<String> words = new ArrayList<>(List.of("serve"));
            words.addAll(options);
            try (EarshotProcess serve =
                    EarshotProcess.start(folder, "serve", environment, words.toArray(String[]::new))) {
                String url = url(serve);
                // It has tried the source and said why it cannot be opened.
                await().atMost(PATIENCE).until(() -> get(url + "/api/sources").contains("refused"));
                for (String path : ANSWERS) {
                    written.put("GET " + path, get(url + path));
                }
                written.put("command lines", commandLines());
                serve.terminate();
                serve.await(PATIENCE);
                written.put("log of serve", serve.output() + serve.errors());
            }
            written.put("topics", topics(broker));
            written.put("files", files());
            requireNone(written);
        }
    }

    private void requireNone(Map<String, String> written) {
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(8);
        List<String> leaks = new ArrayList<>();
        written.forEach((where, text) -> secrets.forEach((name, secret) -> {
            if (text.contains(secret)) {
                leaks.add(name + " in " + where);
            }
        }));
        System.out.println("secrets: " + secrets.size() + " looked for in " + written.size() + " places, "
                + written.values().stream().mapToInt(String::length).sum() + " letters");
        assertThat(leaks).isEmpty();
        assertThat(written)
                .allSatisfy((where, text) -> assertThat(text).as(where).isNotEmpty());
    }

    private Map<String, String> environment(SecuredBroker broker) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SOURCE_PASSWORD", secret("source-password"));
        environment.put("SOURCE_TOKEN", secret("source-token"));
        environment.put("NOTIFY_SECRET", secret("webhook"));
        environment.put("AWS_ACCESS_KEY_ID", secret("s3-key"));
        environment.put("AWS_SECRET_ACCESS_KEY", secret("s3-secret"));
        environment.put("EARSHOT_HTTP_KEYS", "reader read " + secret("key-of-environment"));
        environment.put("EARSHOT_SCHEMA_REGISTRY_BEARER_TOKEN", "");
        String login = broker.client(ADMIN).get("sasl.jaas.config");
        secrets.put("kafka-password", login.replaceAll("^.*password=\"|\";$", ""));
        return environment;
    }

    private Path config(SecuredBroker broker) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "chief admin " + secret("key-of-file") + "\n");
        StringBuilder lines = new StringBuilder("http.port = 0\ntopic.partitions = 1\nnotify.networks = loopback\n");
        lines.append("http.keys.file = ").append(keys).append('\n');
        lines.append("bootstrap.servers = ").append(broker.bootstrapServers()).append('\n');
        lines.append("evidence.store = s3://clips/earshot\nevidence.s3.endpoint = http://127.0.0.1:9\n");
        broker.client(ADMIN)
                .forEach((key, value) -> lines.append("kafka.")
                        .append(key)
                        .append(" = ")
                        .append(value)
                        .append('\n'));
        return Files.writeString(folder.resolve("earshot.properties"), lines);
    }

    private void run(
            Map<String, String> written, Map<String, String> environment, List<String> options, String... command)
            throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(options);
        String name = String.join("-", List.of(command).subList(0, Math.min(2, command.length)));
        try (EarshotProcess process = EarshotProcess.start(folder, name, environment, words.toArray(String[]::new))) {
            assertThat(process.await(PATIENCE)).as(process.errors()).isZero();
            written.put(name, process.output() + process.errors());
        }
    }

    private static String url(EarshotProcess serve) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            assertThat(serve.isAlive()).as(serve.errors()).isTrue();
                            Matcher status = STATUS.matcher(serve.errors());
                            return serve.errors().contains("listening") && status.find() ? status.group(1) : "";
                        },
                        found -> !found.isEmpty());
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + secret("key-of-file"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** As other users of the machine see them: of this process' children. */
    private static String commandLines() {
        StringBuilder lines = new StringBuilder();
        ProcessHandle.current()
                .descendants()
                .forEach(process -> process.info().commandLine().ifPresent(lines::append));
        return lines.toString();
    }

    /** Keys, values and headers of every topic that is not the broker's. */
    private static String topics(SecuredBroker broker) throws Exception {
        Map<String, Object> settings = new HashMap<>(broker.client(ADMIN));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        StringBuilder all = new StringBuilder();
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(part -> part.topic().startsWith("earshot"))
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (partitions.stream().anyMatch(part -> reader.position(part) < ends.get(part))
                    && System.nanoTime() < deadline) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> {
                    all.append(record.topic())
                            .append(' ')
                            .append(text(record.key()))
                            .append(text(record.value()));
                    record.headers().forEach(header -> all.append(header.key()).append(text(header.value())));
                });
            }
        }
        return all.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    /** What the processes left in the folder for temporary files: state, caches. */
    private String files() throws IOException {
        StringBuilder all = new StringBuilder("files: ");
        try (Stream<Path> files = Files.walk(EarshotProcess.temporary(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file)
                        .append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
