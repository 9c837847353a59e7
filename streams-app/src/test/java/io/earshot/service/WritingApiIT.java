package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries and sources that are written over HTTP, with a real broker and model. */
class WritingApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SIREN =
            "{\"text\": \"a siren wailing\", \"rules\": {\"threshold\": \"40%\"}, \"labels\": {\"team\": \"night\"}}";

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static LoadedModel model;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder.resolve("broker"), Map.of());
        model = LoadedModel.open(cluster.config());
    }

    @AfterAll
    static void stop() throws IOException {
        model.close();
        cluster.close();
    }

    @Test
    void shouldMatchAWrittenQueryAndListItAfterARestart() throws Exception {
        String etag;
        try (TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            HttpResponse<String> created = send(service, "PUT", "/api/queries/siren?wait=10s", SIREN);
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            assertThat(json(created).path("state").asText()).isEqualTo("REGISTERED");
            assertThat(json(created).path("warnings")).isEmpty();
            etag = created.headers().firstValue("ETag").orElseThrow();
            assertThat(service.queries().current().find("siren")).isPresent();

            cluster.publish(Recordings.chunks("siren.wav", "written"));
            await().atMost(PATIENCE).until(() -> cluster.events().containsKey("written"));
            assertThat(cluster.events().get("written"))
                    .extracting(event -> event.query().id())
                    .contains("siren");
        }
        try (TaggingService restarted = TaggingService.start(cluster.config(), model)) {
            JsonNode listed = json(send(restarted, "GET", "/api/queries?label=team%3Dnight", null));
            assertThat(listed.path("items").findValuesAsText("id")).contains("siren");
            HttpResponse<String> found = send(restarted, "GET", "/api/queries/siren", null);
            assertThat(found.headers().firstValue("ETag")).hasValue(etag);
            assertThat(json(found).path("changed").path("by").asText()).isEqualTo("local");
            assertThat(restarted.awaitReady(PATIENCE)).as(restarted.state()).isTrue();
            assertThat(json(send(restarted, "GET", "/api/queries/siren", null))
                            .path("state")
                            .asText())
                    .isEqualTo("REGISTERED");

            assertThat(json(send(restarted, "POST", "/api/queries/siren/disable?wait=0s", ""))
                            .path("state")
                            .asText())
                    .isEqualTo("DISABLED");
            assertThat(send(restarted, "DELETE", "/api/queries/siren?wait=10s", null)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(send(restarted, "GET", "/api/queries/siren", null).statusCode())
                    .isEqualTo(404);
            assertThat(json(send(restarted, "GET", "/api/queries/siren/history", null))
                            .path("items")
                            .findValuesAsText("what"))
                    .containsExactly("added", "disabled", "removed");
        }
    }

    @Test
    void shouldSayAtOnceThatAQueryDoesNotFitAndWarnOfNearDuplicates() throws Exception {
        cluster.register(StandingQuery.of("bell", "a church bell ringing"));
        try (TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            JsonNode lint = json(send(
                    service, "POST", "/api/queries/lint", "{\"text\": \"a church bell ringing without traffic\"}"));
            assertThat(lint.path("warnings").toString()).contains("without");
            JsonNode near = json(send(service, "POST", "/api/queries/lint", "{\"text\": \"A church bell ringing\"}"));
            assertThat(near.path("nearDuplicates").findValuesAsText("id")).containsExactly("bell");
            assertThat(near.path("nearDuplicates").get(0).path("cosine").asDouble())
                    .isBetween(0.98, 1.0);
            assertThat(json(send(service, "GET", "/api/queries?search=church", null))
                            .path("items")
                            .findValuesAsText("id"))
                    .containsExactly("bell");
        } finally {
            cluster.remove("bell");
        }
    }

    @Test
    void shouldLetExactlyOneOfManyWritersWin() throws Exception {
        try (TaggingService service = TaggingService.start(cluster.config(), model)) {
            HttpResponse<String> first = send(service, "PUT", "/api/queries/raced?wait=0s", SIREN);
            String etag = first.headers().firstValue("ETag").orElseThrow();
            ExecutorService callers = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Integer>> puts = IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(i -> () -> send(
                                        service,
                                        "PUT",
                                        "/api/queries/raced?wait=0s",
                                        "{\"text\": \"siren number " + i + "\"}",
                                        "If-Match",
                                        etag)
                                .statusCode())
                        .toList();
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : callers.invokeAll(puts)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
            } finally {
                callers.shutdownNow();
            }
        } finally {
            cluster.remove("raced");
        }
    }

    @Test
    void shouldConfigureASourceThatOthersRead() throws Exception {
        try (TaggingService service = TaggingService.start(cluster.config(), model)) {
            String path = "/api/sources/radio.example%2Flive";
            String body = "{\"address\": \"http://radio.example/live\", \"paused\": true}";
            assertThat(send(service, "PUT", path, body).statusCode()).isEqualTo(201);
            assertThat(cluster.sources().find("radio.example/live")).isPresent();
            assertThat(json(send(service, "POST", path + "/resume", ""))
                            .path("paused")
                            .asBoolean(true))
                    .isFalse();
            assertThat(json(send(service, "GET", "/api/sources", null))
                            .path("items")
                            .findValuesAsText("id"))
                    .contains("radio.example/live");
            assertThat(send(service, "DELETE", path, null).statusCode()).isEqualTo(204);
            assertThat(cluster.sources().find("radio.example/live")).isEmpty();
        }
    }

    private HttpResponse<String> send(
            TaggingService service, String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.httpPort() + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
