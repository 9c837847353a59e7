package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.DecisionRules;
import io.earshot.query.KeptEvidence;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad records in every topic, before the start and while it runs: everything goes on as if they were not there. */
class PoisonIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[][] KEYS = {null, {}, {'x'}, {(byte) 0xFF, (byte) 0xFE, (byte) 0x80}};
    private static final byte[][] VALUES = {
        null,
        {},
        "garbage".getBytes(StandardCharsets.US_ASCII),
        "{\"json\":true}".getBytes(StandardCharsets.US_ASCII),
        {0, 0, 0, 0, 7, 'c', 'o', 'n', 'f', 'l', 'u', 'e', 'n', 't', '?'},
        {(byte) 0xC3, 1, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'}
    };

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnWhateverLiesInItsTopics() throws Exception {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config())) {
            int written = poison(cluster);
            cluster.register(siren());
            EarshotConfig config = withEvidence(cluster, kept);
            try (TaggingService service = TaggingService.start(config, model)) {
                assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
                try (EventReader page = new EventReader(service.httpPort(), "", "")) {
                    shouldHearAndTell(cluster, service, page, "before", kept);
                    written += poison(cluster);
                    shouldHearAndTell(cluster, service, page, "live", kept);
                }
                assertThat(service.isLive()).as(service.state()).isTrue();
                assertThat(written).isGreaterThan(400);
                String metrics = get(service, "/metrics");
                assertThat(metrics.lines().filter(line -> line.startsWith("earshot_reader_alive{")))
                        .hasSizeGreaterThan(8)
                        .allMatch(line -> line.endsWith(" 1.0"));
                assertThat(metrics.lines().filter(line -> line.startsWith("earshot_reader_restarts_total{")))
                        .allMatch(line -> line.endsWith(" 0.0"));
                assertThat(metrics.lines()
                                .filter(line -> line.startsWith("earshot_application_recoveries_total{"))
                                .filter(line -> line.contains("by=\"application\"")))
                        .allMatch(line -> line.endsWith(" 0.0"));
            }
        }
    }

    private static void shouldHearAndTell(
            Cluster cluster, TaggingService service, EventReader page, String source, Path kept) throws Exception {
        cluster.publish(Recordings.chunks("siren.wav", source));
        await().atMost(PATIENCE).until(() -> phases(cluster, source).contains(EventPhase.CLOSE));
        await().atMost(PATIENCE).until(() -> cluster.segments().getOrDefault(source, 0) > 0);
        Optional<EventReader.Block> told = page.next();
        while (told.isPresent() && !told.get().data().contains("\"" + source + "\"")) {
            told = page.next();
        }
        assertThat(told).as("the page's feed").isPresent();
        assertThat(get(service, "/api/events?source=" + source)).contains("\"siren\"");
        await().atMost(PATIENCE).until(() -> keptSets(kept).anyMatch(set -> holds(set, source)));
    }

    private static StandingQuery siren() {
        return new StandingQuery(
                "siren",
                "a siren wailing",
                List.of(),
                List.of(),
                List.of(),
                DecisionRules.ofConfidence(.5),
                Map.of(),
                Optional.of(new KeptEvidence(0, 0, List.of("wav"), 0, 0, 0)));
    }

    private static Stream<Path> keptSets(Path kept) throws IOException {
        List<Path> facts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(kept)) {
            all.filter(path -> path.endsWith("evidence.json")).forEach(facts::add);
        }
        return facts.stream();
    }

    private static boolean holds(Path facts, String source) {
        try {
            return Files.readString(facts).contains("\"" + source + "\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** Every value under every key; how many the broker took. Topics of tables refuse records without a key. */
    private static int poison(Cluster cluster) throws InterruptedException {
        int written = 0;
        Topics topics = new Topics(cluster.config().string(Settings.TOPIC_PREFIX));
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Topics.Topic topic : topics.all()) {
                for (byte[] key : KEYS) {
                    for (byte[] value : VALUES) {
                        written += isTaken(producer, new ProducerRecord<>(topic.name(), key, value)) ? 1 : 0;
                    }
                }
            }
        }
        return written;
    }

    private static boolean isTaken(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        try {
            producer.send(record).get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(InvalidRecordException.class);
            assertThat(record.key()).isNull();
            return false;
        }
    }

    private static EarshotConfig withEvidence(Cluster cluster, Path kept) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(Settings.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        settings.put(Settings.TOPIC_REPLICATION, "1");
        settings.put(Settings.HTTP_PORT, "0");
        settings.put(Settings.EVIDENCE_STORE, kept.toString());
        return EarshotConfig.of(settings);
    }

    private static List<EventPhase> phases(Cluster cluster, String source) {
        return cluster.eventsThatCanBeRead().getOrDefault(source, List.of()).stream()
                .map(Event::phase)
                .toList();
    }

    private static String get(TaggingService service, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
