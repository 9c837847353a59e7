package io.earshot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Several hundred bad inputs by every entry of one running service: each is accounted for, and audio is still heard. */
class BadInputsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String RECORDINGS = System.getProperty("earshot.home") + "/models/demo/";
    private static final String WRONG = "wrong: ";
    private static final int OF_A_TOPIC = 60;

    @TempDir
    private Path folder;

    private EarshotConfig config;
    private KafkaAccess kafka;
    private TaggingService service;
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    /** What was sent by an entry, and where it went. */
    private static final class Account {
        private int sent;
        private final Map<String, Integer> went = new LinkedHashMap<>();

        private void add(String where) {
            sent++;
            went.merge(where, 1, Integer::sum);
        }

        private int accounted() {
            return went.values().stream().mapToInt(count -> count).sum();
        }
    }

    @Test
    void shouldAccountForEachBadInputAndGoOnListening() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            config = EarshotConfig.of(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "http.port", "0", "topic.partitions", "2"));
            kafka = new KafkaAccess(config);
            TopicCreation.prepare(config);
            try (LoadedModel model = LoadedModel.open(config);
                    TaggingService started = TaggingService.start(config, model)) {
                service = started;
                assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
                records();
                requests();
                commands();
                settings();
                recordings();
                bundles();
                print();
                assertThat(accounts).allSatisfy((entry, account) -> {
                    assertThat(account.accounted()).as(entry).isEqualTo(account.sent);
                    assertThat(account.went.keySet()).as(entry).noneMatch(where -> where.startsWith(WRONG));
                });
                assertThat(accounts.values().stream()
                                .mapToInt(account -> account.sent)
                                .sum())
                        .isGreaterThanOrEqualTo(300);
                hear();
            }
        }
    }

    /** Of none to 131,072 bytes. */
    private void records() throws Exception {
        Topics topics = new Topics("earshot.");
        for (Topics.Topic topic : List.of(topics.audioChunks(), topics.queries())) {
            int letters = letters(topic.name());
            send(topic.name());
            account(topic.name(), letters);
        }
    }

    private void send(String topic) throws Exception {
        Random random = new Random(topic.hashCode());
        try (Producer<String, byte[]> producer = kafka.producer(new ByteArraySerializer())) {
            for (int i = 0; i < OF_A_TOPIC; i++) {
                byte[] value = new byte[i == 0 ? 0 : 1 << i % 18];
                random.nextBytes(value);
                if (i % 3 == 0 && value.length > 2) {
                    // The mark of the format, and a schema that nobody has.
                    value[0] = (byte) 0xC3;
                    value[1] = 1;
                }
                producer.send(new ProducerRecord<>(topic, "bad-" + i, value)).get();
            }
        }
    }

    private void account(String topic, int before) {
        Account account = new Account();
        account.sent = OF_A_TOPIC;
        accounts.put("topic " + topic, account);
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> letters(topic) - before >= OF_A_TOPIC);
        } finally {
            account.went.put("dead letter", letters(topic) - before);
        }
    }

    private int letters(String topic) {
        String letters = new Topics("earshot.").deadLetters().name();
        int found = 0;
        try (Consumer<String, byte[]> reader = kafka.reader()) {
            List<TopicPartition> partitions = reader.partitionsFor(letters).stream()
                    .map(info -> new TopicPartition(letters, info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(part -> reader.position(part) < ends.get(part))) {
                for (ConsumerRecord<String, byte[]> letter : reader.poll(Duration.ofMillis(200))) {
                    String from = new String(
                            letter.headers().lastHeader("earshot.topic").value(), UTF_8);
                    found += from.equals(topic) ? 1 : 0;
                }
            }
        }
        return found;
    }

    private void requests() throws Exception {
        List<String> bodies =
                List.of("", "{", "[]", "7", "null", "{\"text\":7}", "{\"address\":[]}", "{\"nothing\":1}", "{}{}");
        for (String path : List.of("/api/queries/x", "/api/sources/x", "/api/receivers/x", "/api/events/x/verdict")) {
            for (String body : bodies) {
                refused(HttpRequest.newBuilder(uri(path)).PUT(HttpRequest.BodyPublishers.ofString(body)));
            }
            refused(HttpRequest.newBuilder(uri(path))
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + "x".repeat(1 << 20) + "\"}")));
        }
        for (String path : List.of("/api/explain", "/api/preview", "/api/queries/lint")) {
            for (String body : bodies) {
                refused(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
            }
        }
        for (String path : List.of(
                "/api/nothing",
                "/api/events?limit=-1",
                "/api/events?since=x",
                "/api/events/x/audio.wav",
                "/api/queries/none",
                "/api/sources?after=%ff",
                "/api/near-misses?limit=0",
                "/api/coverage",
                "/api/dead-letters?limit=x")) {
            refused(HttpRequest.newBuilder(uri(path)));
        }
    }

    private void refused(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                ask(request.header("Content-Type", "application/json").build());
        boolean isProblem = answer.statusCode() / 100 == 4
                && answer.headers().firstValue("Content-Type").orElse("").equals("application/problem+json");
        accounts.computeIfAbsent("API", entry -> new Account())
                .add(isProblem ? "problem 4xx" : WRONG + answer.statusCode() + " to " + answer.uri());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.httpPort() + path);
    }

    private static HttpResponse<String> ask(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void commands() {
        for (String command : List.of(
                "nothing",
                "serve --role x",
                "serve --role",
                "serve --embedded --role tag",
                "serve --source x",
                "query",
                "query add",
                "query add rain --threshold 2",
                "query add rain --threshold x",
                "query add rain --confirm 3/2",
                "query add rain --cooldown x",
                "query add rain --alarms-per-day -1",
                "query add rain --label x",
                "query add rain --nothing",
                "query add --file /none",
                "source add",
                "source add x://y --id a",
                "source add http://u:p@h/ --id a",
                "source add http:// --id a",
                "source add http://h/ --id a --channel x",
                "source add http://h/ --id a --track 0",
                "source add http://h/ --id a --option x",
                "source add --file /none",
                "receivers add x",
                "receivers add x --kind x --address http://h/",
                "receivers add x --kind webhook",
                "receivers add x --kind webhook --address ftp://h/",
                "ingest",
                "ingest /none",
                "ingest --chunk-millis 5 " + RECORDINGS + "rain.wav",
                "events --since x",
                "events --json --csv",
                "events --min-confidence 7",
                "export --format x -o /none",
                "coverage",
                "coverage --source a --since x",
                "model check",
                "model check /none",
                "explain",
                "explain --source a --at x",
                "verdicts counts --precision 7",
                "tag",
                "tag /none -q rain",
                "bench nothing")) {
            failed("command line", command.split(" ", -1));
        }
    }

    private void settings() throws IOException {
        int n = 0;
        for (String text : List.of(
                "http.port = x",
                "http.port = 70000",
                "http.port = -1",
                "nothing = 1",
                "topic.partitions = 0",
                "topic.prefix = a b",
                "topic.replication.factor = x",
                "stall.seconds = 1",
                "stall.seconds = 1e9",
                "commit.interval.ms = 1",
                "model.provider = x",
                "http.open.reading = maybe",
                "schema.registry.url = ftp://a",
                "application.id =",
                "calibration.sources = -1",
                "evidence.max.seconds = 0",
                "http.streams = 0",
                "x = \\u12",
                "evidence.s3.path.style = x",
                "stream.threads = 5000")) {
            Path file = Files.writeString(folder.resolve("settings-" + n++ + ".properties"), text);
            failed("settings file", "query", "ls", "--config", file.toString());
        }
        byte[] latin = {'a', '=', (byte) 0xE9};
        failed(
                "settings file",
                "query",
                "ls",
                "--config",
                Files.write(folder.resolve("latin"), latin).toString());
        failed("settings file", "query", "ls", "--config", folder.toString());
        failed(
                "settings file",
                "query",
                "ls",
                "--config",
                folder.resolve("none").toString());
    }

    private void recordings() throws IOException {
        byte[] wave = Files.readAllBytes(Path.of(RECORDINGS, "rain.wav"));
        Random random = new Random(5);
        for (String ending : List.of("wav", "mp3", "flac", "ogg", "opus", "m4a", "aac", "ts")) {
            byte[] noise = new byte[3_000];
            random.nextBytes(noise);
            bad("noise." + ending, noise);
            bad("empty." + ending, new byte[0]);
            bad("text." + ending, "no audio at all\n".repeat(20).getBytes(UTF_8));
        }
        for (int length : new int[] {1, 4, 11, 12, 20, 35, 43}) {
            bad("cut-" + length + ".wav", Arrays.copyOf(wave, length));
        }
    }

    private void bad(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        failed("recording", "ingest", "--fast", file.toString());
    }

    private void bundles() throws IOException {
        for (String manifest : List.of(
                "",
                "{",
                "{}",
                "[]",
                "null",
                "{\"format\":1}",
                "{\"format\":99}",
                "{\"name\":7}",
                "\u0000",
                "{\"files\":[\"../x\"]}")) {
            Path bundle = Files.createDirectories(folder.resolve("bundle-" + Integer.toHexString(manifest.hashCode())));
            Files.writeString(bundle.resolve("manifest.json"), manifest);
            failed("bundle", "model", "check", bundle.toString());
        }
    }

    /** Ends with code 1 or 2 and its reason, and without a trace. */
    private void failed(String entry, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        if (List.of("query", "source", "receivers", "ingest", "events", "coverage")
                .contains(words[0])) {
            all.add("--set");
            all.add("bootstrap.servers=" + config.string("bootstrap.servers"));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                EarshotCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(all.toArray(String[]::new));
        String said = err.toString() + out;
        boolean isTold = (code == 1 || code == 2) && !said.isBlank() && !said.contains("\tat ");
        accounts.computeIfAbsent(entry, each -> new Account())
                .add(isTold ? "exit code " + code : WRONG + code + " of " + String.join(" ", words) + ": " + said);
    }

    private void print() {
        accounts.forEach((entry, account) ->
                System.out.printf("bad inputs: %-28s sent %3d: %s%n", entry, account.sent, account.went));
        System.out.printf(
                "bad inputs: %d in all%n",
                accounts.values().stream().mapToInt(a -> a.sent).sum());
    }

    private void hear() {
        CommandLine line = EarshotCommand.commandLine();
        String brokers = config.string("bootstrap.servers");
        assertThat(line.execute("query", "add", "a siren wailing", "--id", "siren", "--bootstrap-servers", brokers))
                .isZero();
        assertThat(line.execute(
                        "ingest",
                        "--fast",
                        RECORDINGS + "siren.wav",
                        "--source",
                        "after",
                        "--bootstrap-servers",
                        brokers))
                .isZero();
        StringWriter out = new StringWriter();
        await().atMost(PATIENCE).until(() -> {
            EarshotCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute("events", "--json", "--bootstrap-servers", brokers);
            return out.toString().contains("\"source\":\"after\"");
        });
        assertThat(service.isLive()).isTrue();
    }
}
