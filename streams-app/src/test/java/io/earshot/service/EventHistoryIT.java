package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.IngestService;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.Settings;
import io.earshot.decide.EventPhase;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Events, near misses and dead letters over HTTP, with a real broker and a real service. */
class EventHistoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Cluster broker;

    private final HttpClient client = HttpClient.newHttpClient();
    private Cluster cluster;
    private IngestService service;
    private RecordedHistory history;

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
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        cluster = Cluster.at(broker.bootstrapServers(), Map.of(Settings.TOPIC_PREFIX, prefix));
        history = new RecordedHistory(cluster.config());
        service = IngestService.start(cluster.config(), new PlayingOpener());
    }

    @AfterEach
    void stop() throws IOException {
        history.close();
        service.close();
    }

    @Test
    void shouldListEachEventOnceAsItsNewestRecordWhateverIsRecordedBetweenPages() throws Exception {
        for (int number = 0; number < 60; number++) {
            history.whole(number, "street-" + number % 7, "dog");
        }
        history.flush();
        history.write(RecordedHistory.event(60, "yard", "siren", EventPhase.OPEN, .6));
        history.flush();

        assertThat(found("?source=yard")).containsExactly(60);
        JsonNode first = json("/api/events?limit=20");
        // What is recorded meanwhile neither moves what follows nor repeats it.
        history.write(RecordedHistory.event(60, "yard", "siren", EventPhase.CLOSE, .9));
        history.whole(61, "street-1", "dog");
        history.flush();
        List<JsonNode> all = new ArrayList<>(items(first));
        String next = first.path("next").asText();
        while (!next.equals("null")) {
            JsonNode page = json("/api/events?limit=20&cursor=" + next);
            all.addAll(items(page));
            next = page.path("next").asText();
        }

        assertThat(ids(all))
                .doesNotHaveDuplicates()
                .hasSize(61)
                .contains(RecordedHistory.id(0), RecordedHistory.id(60));
        assertThat(all)
                .allMatch(event -> event.path("phase").asText().equals("CLOSE")
                        != ids(List.of(event)).contains(RecordedHistory.id(60)));
        assertThat(all.get(1).path("links").path("self").asText())
                .isEqualTo("/api/events/" + all.get(1).path("id").asText());
    }

    @Test
    void shouldShowAnEventThatGoesOnBehindThePageAsItIsNow() throws Exception {
        history.write(RecordedHistory.event(0, "yard", "siren", EventPhase.OPEN, .6));
        for (int number = 1; number < 30; number++) {
            history.whole(number, "yard", "dog");
        }
        history.write(RecordedHistory.event(0, "yard", "siren", EventPhase.CLOSE, .9));
        history.flush();

        String next = json("/api/events?limit=25").path("next").asText();
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> rest = items(json("/api/events?limit=25&cursor=" + next));
            assertThat(rest.get(rest.size() - 1).path("id").asText()).isEqualTo(RecordedHistory.id(0));
            assertThat(rest.get(rest.size() - 1).path("phase").asText()).isEqualTo("CLOSE");
            assertThat(rest.get(rest.size() - 1).path("confidence").asDouble()).isEqualTo(.9);
        });
    }

    @Test
    void shouldShowYesterdayAfterARestartAndFindWhatIsAskedFor() throws Exception {
        history.whole(0, "yard", "dog");
        history.whole(1, "street", "siren");
        history.write(RecordedHistory.event(2, "yard", "siren", EventPhase.OPEN, .7));
        history.flush();
        service.close();
        service = IngestService.start(cluster.config(), new PlayingOpener());

        // Those of two partitions may have been appended in the same millisecond.
        assertThat(found("")).containsExactlyInAnyOrder(2, 1, 0);
        assertThat(found("?source=y*")).containsExactly(2, 0);
        assertThat(found("?source=street")).containsExactly(1);
        assertThat(found("?source=street&source=yard&query=dog")).containsExactly(0);
        assertThat(found("?label=team:street")).containsExactly(1);
        assertThat(found("?phase=OPEN")).containsExactlyInAnyOrder(2, 1, 0);
        assertThat(found("?phase=UPDATE")).isEmpty();
        assertThat(found("?minConfidence=0.75")).containsExactlyInAnyOrder(1, 0);
        long second = RecordedHistory.NOON + 1_000_000;
        assertThat(found("?since=" + second)).containsExactlyInAnyOrder(2, 1);
        assertThat(found("?until=" + second)).containsExactly(0);
        assertThat(found("?since=2026-05-28T20:26:41Z&until=2026-05-28T20:26:42Z"))
                .containsExactly(1);
    }

    @Test
    void shouldTellOneEventWithAllThatWasRecordedOfIt() throws Exception {
        history.write(RecordedHistory.event(7, "yard", "dog", EventPhase.OPEN, .6));
        history.write(RecordedHistory.event(7, "yard", "dog", EventPhase.UPDATE, .7));
        history.whole(8, "yard", "dog");
        history.write(RecordedHistory.event(7, "yard", "dog", EventPhase.CLOSE, .8));
        history.flush();

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode event = json("/api/events/" + RecordedHistory.id(7));
            assertThat(event.path("confidence").asDouble()).isEqualTo(.8);
            assertThat(event.path("phases").findValuesAsText("phase")).containsExactly("OPEN", "UPDATE", "CLOSE");
        });
        assertThat(get("/api/events/" + RecordedHistory.id(99)).statusCode()).isEqualTo(404);
        assertThat(get("/api/events/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithARequest() throws Exception {
        for (String wrong : List.of(
                "limit=0",
                "limit=501",
                "limit=x",
                "cursor=!",
                "cursor=bm8",
                "phase=ENDED",
                "minConfidence=2",
                "minConfidence=NaN",
                "label=team",
                "since=yesterday",
                "since=2&until=1",
                "nothing=1")) {
            HttpResponse<String> answer = get("/api/events?" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type")).as(wrong).hasValue("application/problem+json");
        }
        assertThat(get("/api/events/stream?cursor=5").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldListNearMisses() throws Exception {
        history.missed(0, "yard", "dog");
        history.missed(1, "street", "dog");
        history.missed(2, "yard", "siren");
        history.flush();

        JsonNode page = json("/api/near-misses?limit=2");
        assertThat(items(page)).hasSize(2);
        assertThat(items(json("/api/near-misses?cursor=" + page.path("next").asText())))
                .hasSize(1);
        assertThat(items(json("/api/near-misses?source=yard")))
                .extracting(miss -> miss.path("query").path("id").asText())
                .containsExactly("siren", "dog");
        assertThat(items(json("/api/near-misses?source=yard&query=dog"))).hasSize(1);
        assertThat(items(json("/api/near-misses?minConfidence=0.5"))).isEmpty();
    }

    @Test
    void shouldListShowAndRetryDeadLetters() throws Exception {
        Topics topics = new Topics(cluster.config().string(Settings.TOPIC_PREFIX));
        try (Producer<String, byte[]> producer =
                new KafkaAccess(cluster.config()).producer(new ByteArraySerializer())) {
            for (String from : List.of(topics.audioChunks().name(), "elsewhere")) {
                ProducerRecord<String, byte[]> letter =
                        new ProducerRecord<>(topics.deadLetters().name(), "yard", new byte[] {1, 2});
                letter.headers().add("earshot.reason", "undecodable".getBytes(StandardCharsets.UTF_8));
                letter.headers().add("earshot.topic", from.getBytes(StandardCharsets.UTF_8));
                producer.send(letter).get();
            }
        }
        List<JsonNode> letters = items(json("/api/dead-letters?reason=undecodable"));
        assertThat(letters)
                .extracting(letter -> letter.path("topic").asText())
                .containsExactly("elsewhere", topics.audioChunks().name());
        assertThat(items(json("/api/dead-letters?reason=late"))).isEmpty();
        String good = "/api/dead-letters/" + letters.get(1).path("id").asText();
        assertThat(json(good).path("base64").asText()).isEqualTo("AQI=");
        assertThat(json(good).path("headers").findValuesAsText("name")).contains("earshot.reason");

        assertThat(post(good + "/retry").body())
                .contains("\"topic\":\"" + topics.audioChunks().name());
        assertThat(post("/api/dead-letters/" + letters.get(0).path("id").asText() + "/retry")
                        .statusCode())
                .isEqualTo(409);
        assertThat(post("/api/dead-letters/0-99/retry").statusCode()).isEqualTo(404);
        assertThat(get("/api/dead-letters/77-0").statusCode()).isEqualTo(404);
        assertThat(get("/api/dead-letters/x").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldEachTimeGoOnWhereTheListenerStoppedAlsoInANewProcess() throws Exception {
        int events = 1_500;
        Thread writer = new Thread(() -> {
            for (int number = 0; number < events; number++) {
                history.whole(number, "street-" + number % 9, "dog");
                if (number % 50 == 0) {
                    history.flush();
                }
            }
            history.flush();
        });
        List<String> told = new ArrayList<>();
        String lastId;
        try (EventReader reader = new EventReader(service.httpPort(), "", "")) {
            assertThat(reader.next().orElseThrow().retry()).isEqualTo("2000");
            EventReader.Block first = reader.next().orElseThrow();
            assertThat(first.type()).isEqualTo("cursor");
            lastId = first.id();
        }
        writer.start();
        int connections = 0;
        while (told.size() < 2 * events) {
            connections++;
            if (connections == 4) {
                service.close();
                service = IngestService.start(cluster.config(), new PlayingOpener());
            }
            lastId = listen(lastId, told, 1 + connections * 37 % 500, 2 * events);
        }
        writer.join();

        assertThat(connections).isGreaterThan(5);
        assertThat(told).doesNotHaveDuplicates().hasSize(2 * events);
        assertThat(new HashSet<>(told)).containsAll(expected(events));
    }

    private static Set<String> expected(int events) {
        Set<String> expected = new TreeSet<>();
        for (int number = 0; number < events; number++) {
            expected.add(RecordedHistory.id(number) + " OPEN");
            expected.add(RecordedHistory.id(number) + " CLOSE");
        }
        return expected;
    }

    /** Takes so many events from one connection; returns the id to go on from. */
    private String listen(String from, List<String> told, int most, int all) throws IOException {
        String lastId = from;
        try (EventReader reader = new EventReader(service.httpPort(), "", from)) {
            int taken = 0;
            while (taken < most && told.size() < all) {
                EventReader.Block block = reader.next().orElseThrow();
                if (!block.id().isEmpty()) {
                    assertThat(block.data()).isNotEmpty();
                    lastId = block.id();
                }
                if (Set.of("open", "close").contains(block.type())) {
                    JsonNode event = new ObjectMapper().readTree(block.data());
                    assertThat(event.path("phase").asText().toLowerCase(Locale.ROOT))
                            .isEqualTo(block.type());
                    told.add(event.path("id").asText() + " "
                            + event.path("phase").asText());
                    taken++;
                }
            }
        }
        return lastId;
    }

    @Test
    void shouldStreamWhatIsAskedForFromTheListOn() throws Exception {
        history.whole(0, "yard", "dog");
        history.flush();
        String cursor = json("/api/events").path("streamCursor").asText();
        history.whole(1, "street", "dog");
        history.whole(2, "yard", "dog");
        history.flush();
        try (EventReader reader =
                new EventReader(service.httpPort(), "?source=yard&phase=CLOSE&cursor=" + cursor, "")) {
            EventReader.Block block = reader.next().orElseThrow();
            while (!block.data().contains(RecordedHistory.id(2))) {
                assertThat(block.data()).doesNotContain(RecordedHistory.id(1));
                block = reader.next().orElseThrow();
            }
            assertThat(block.type()).isEqualTo("close");
        }
    }

    @Test
    void shouldEndStreamsInGoodOrderWhenTheServiceStops() throws Exception {
        try (EventReader reader = new EventReader(service.httpPort(), "", "")) {
            assertThat(reader.next().orElseThrow().retry()).isEqualTo("2000");
            assertThat(reader.next().orElseThrow().type()).isEqualTo("cursor");
            service.close();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void shouldAskTheListenerThatIsOneTooManyToComeBack() throws Exception {
        Map<String, String> one = Map.of(
                Settings.HTTP_STREAMS,
                "1",
                Settings.TOPIC_PREFIX,
                cluster.config().string(Settings.TOPIC_PREFIX));
        try (Cluster same = Cluster.at(cluster.bootstrapServers(), one);
                IngestService small = IngestService.start(same.config(), new PlayingOpener());
                EventReader first = new EventReader(small.httpPort(), "", "")) {
            assertThat(first.next().orElseThrow().retry()).isEqualTo("2000");
            try (EventReader second = new EventReader(small.httpPort(), "", "")) {
                assertThat(second.status()).isEqualTo(200);
                assertThat(second.next().orElseThrow().retry()).isEqualTo("10000");
                assertThat(second.next()).isEmpty();
            }
        }
    }

    private List<Integer> found(String query) throws Exception {
        return ids(items(json("/api/events" + query))).stream()
                .map(id -> Integer.parseInt(id.substring(16), 16))
                .toList();
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.path("id").asText()).toList();
    }

    private static List<JsonNode> items(JsonNode page) {
        List<JsonNode> items = new ArrayList<>();
        page.path("items").forEach(items::add);
        return items;
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> post(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
