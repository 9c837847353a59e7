package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.IngestService;
import io.earshot.cluster.KafkaAccess;
import io.earshot.decide.EventPhase;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts with a real broker, and services that end and begin again. */
@Timeout(120)
class VerdictIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Cluster broker;

    private final HttpClient client = HttpClient.newHttpClient();
    private String prefix;
    private Cluster cluster;
    private RecordedHistory history;
    private IngestService service;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new Cluster(folder.resolve("broker"), Map.of());
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        prefix = test.getTestMethod().orElseThrow().getName() + ".";
        cluster = Cluster.at(broker.bootstrapServers(), Map.of("topic.prefix", prefix));
        history = new RecordedHistory(cluster.config());
        history.whole(0, "yard", "dog");
        history.whole(1, "yard", "dog");
        history.write(RecordedHistory.event(2, "attic", "cat", EventPhase.OPEN, .7));
        history.flush();
        service = IngestService.start(cluster.config(), new PlayingOpener());
    }

    @AfterEach
    void stop() {
        service.close();
        history.close();
    }

    @Test
    void shouldKeepVerdictsOverARestartAndForgetThoseThatAreTakenBack() throws Exception {
        judge(0, "RIGHT");
        judge(1, "WRONG");
        judge(2, "RIGHT");
        assertThat(send("DELETE", one(2), "").statusCode()).isEqualTo(204);
        assertThat(json("/api/verdicts").path("items")).hasSize(2);
        service.close();

        service = IngestService.start(cluster.config(), new PlayingOpener());
        assertThat(json(one(0)).path("verdict").asText()).isEqualTo("RIGHT");
        assertThat(json(one(1)).path("verdict").asText()).isEqualTo("WRONG");
        assertThat(send("GET", one(2), "").statusCode()).as("taken back").isEqualTo(404);
        JsonNode counts = json("/api/queries/dog/verdicts");
        assertThat(counts.path("right").asInt()).isEqualTo(1);
        assertThat(counts.path("wrong").asInt()).isEqualTo(1);
        assertThat(json("/api/events?verdict=NONE").at("/items/0/id").asText()).isEqualTo(RecordedHistory.id(2));
    }

    @Test
    void shouldReadWhatAnotherProcessWritesAndPassOverWhatIsNoVerdict() throws Exception {
        try (Producer<String, byte[]> producer =
                new KafkaAccess(cluster.config()).producer(new ByteArraySerializer())) {
            String topic = new Topics(prefix).verdicts().name();
            producer.send(new ProducerRecord<>(topic, RecordedHistory.id(0), "x".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        try (IngestService other = IngestService.start(cluster.config(), new PlayingOpener())) {
            assertThat(send(other.httpPort(), "PUT", one(1), "{\"verdict\":\"WRONG\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(json(one(1)).path("verdict").asText()).isEqualTo("WRONG"));
        assertThat(json("/api/verdicts").path("items")).hasSize(1);
        judge(0, "RIGHT");
        assertThat(json("/api/verdicts").path("items")).hasSize(2);
    }

    @Test
    void shouldCountEventsByTime() throws Exception {
        long noon = RecordedHistory.NOON;
        String span = "since=" + noon + "&until=" + (noon + 3_000_000) + "&bucketSeconds=1";
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(json("/api/events/density?" + span).path("counts"))
                                .hasToString("[1,1,1]"));
        assertThat(json("/api/events/density?query=dog&" + span).path("counts")).hasToString("[1,1,0]");
        assertThat(json("/api/events/density?source=a*&" + span).path("isWhole").asBoolean())
                .isTrue();
    }

    private void judge(int event, String verdict) throws Exception {
        HttpResponse<String> said = send("PUT", one(event), "{\"verdict\":\"" + verdict + "\"}");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        assertThat(json(one(event)).path("verdict").asText())
                .as("read after it was written")
                .isEqualTo(verdict);
    }

    private static String one(int event) {
        return "/api/events/" + RecordedHistory.id(event) + "/verdict";
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(service.httpPort(), method, path, body);
    }

    private HttpResponse<String> send(int port, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
