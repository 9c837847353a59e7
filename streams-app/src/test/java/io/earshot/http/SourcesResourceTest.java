package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesResourceTest {
    private static final String RADIO =
            "{\"address\": \"http://me:${env:RADIO}@radio.example/live\", \"channel\": \"left\", \"labels\": {\"city\": \"Kiel\"}}";
    private static final String PATH = "/api/sources/radio.example%2Flive";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SourcesInMemory book = new SourcesInMemory();
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final Contract contract = new Contract();
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        endpoint = HttpEndpoint.start(new QuietStatus(), List.of(SourcesResource.of(book)), metrics, "127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        endpoint.close();
        metrics.close();
    }

    @Test
    void shouldConfigurePauseResumeAndRemoveASource() throws Exception {
        HttpResponse<String> created = send("PUT", PATH, RADIO, "If-None-Match", "*");
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode source = json(created);
        assertThat(source.path("id").asText()).isEqualTo("radio.example/live");
        assertThat(source.path("address").asText()).isEqualTo("http://me:${env:RADIO}@radio.example/live");
        assertThat(source.path("configured").asBoolean()).isTrue();
        assertThat(source.path("listening").isNull()).isTrue();
        assertThat(source.path("changed").path("what").asText()).isEqualTo("added");

        JsonNode same = json(send("PUT", PATH, created.body(), "If-Match", etag(created)));
        assertThat(same.path("done").asText()).isEqualTo("unchanged");
        assertThat(json(send("POST", PATH + "/pause", null)).path("paused").asBoolean())
                .isTrue();
        HttpResponse<String> resumed = send("POST", PATH + "/resume", null);
        assertThat(json(resumed).path("paused").asBoolean(true)).isFalse();
        assertThat(json(resumed).path("changed").path("what").asText()).isEqualTo("resumed");

        assertThat(send("DELETE", PATH, null, "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", PATH, null, "If-Match", etag(resumed)).statusCode())
                .isEqualTo(204);
        assertThat(send("GET", PATH, null).statusCode()).isEqualTo(404);
        assertThat(send("POST", PATH + "/pause", null).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldResetAnySourceUnderTheCallersName() throws Exception {
        HttpResponse<String> answer = send("POST", "/api/sources/unknown%2Fyard/reset", null);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("id").asText()).isEqualTo("unknown/yard");
        assertThat(json(answer).path("done").asText()).isEqualTo("reset");
        assertThat(book.resets()).hasSize(1).first().asString().startsWith("unknown/yard by ");
        assertThat(send("POST", "/api/sources/yard/reset?now=1", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldTellHowListeningGoesAndThatNobodyListens() throws Exception {
        send("PUT", PATH, RADIO);
        book.said(status(SourceState.RECONNECTING), true);
        JsonNode listening = json(send("GET", PATH, null)).path("listening");
        assertThat(listening.path("state").asText()).isEqualTo("RECONNECTING");
        assertThat(listening.path("reason").asText()).isEqualTo("404");
        assertThat(listening.path("since").asText()).isEqualTo("1970-01-01T00:00:01.000002Z");
        assertThat(listening.path("nextTry").asText()).isEqualTo("1970-01-01T00:00:03Z");

        book.said(status(SourceState.RECONNECTING), false);
        JsonNode old = json(send("GET", PATH, null)).path("listening");
        assertThat(old.path("state").asText()).isEqualTo("NO_LISTENER");
        assertThat(old.path("reason").asText()).contains("no process listens", "RECONNECTING", "404");
        assertThat(old.has("nextTry")).isFalse();
        assertThat(json(send("GET", "/api/sources?state=no_listener", null)).path("items"))
                .hasSize(1);
        assertThat(json(send("GET", "/api/sources?state=HEALTHY", null)).path("items"))
                .isEmpty();
    }

    @Test
    void shouldShowNoSecretThatAnotherProgramWrote() throws Exception {
        book.written(AudioSource.of("yard", "http://me:hunter2@host/live?token=abcdef123"));
        for (String path : List.of("/api/sources", "/api/sources/yard")) {
            assertThat(send("GET", path, null).body()).doesNotContain("hunter2", "abcdef123");
        }
        assertThat(json(send("GET", "/api/sources?search=hunter", null)).path("items"))
                .isEmpty();
    }

    /** A token that is no password by its name may be kept, and is not shown. */
    @Test
    void shouldKeepATokenThatIsReadAndWrittenBack() throws Exception {
        send("PUT", "/api/sources/yard", "{\"address\": \"http://host/live?token=abcdef123\"}");
        HttpResponse<String> shown = send("GET", "/api/sources/yard", null);
        assertThat(shown.body()).doesNotContain("abcdef123");
        String renamed = shown.body().replace("\"labels\":{}", "\"labels\":{\"city\":\"Bonn\"}");
        assertThat(json(send("PUT", "/api/sources/yard", renamed)).path("done").asText())
                .isEqualTo("changed");
        assertThat(book.address("yard")).isEqualTo("http://host/live?token=abcdef123");
    }

    @Test
    void shouldFindByWordsAndLabels() throws Exception {
        send("PUT", PATH, RADIO);
        send("PUT", "/api/sources/yard", "{\"address\": \"rtsp://10.0.0.7/audio\"}");
        assertThat(json(send("GET", "/api/sources?search=10.0.0", null)).path("items"))
                .hasSize(1);
        assertThat(json(send("GET", "/api/sources?label=city%3DKiel", null)).path("items"))
                .hasSize(1);
        JsonNode page = json(send("GET", "/api/sources?limit=1", null));
        assertThat(page.path("items").get(0).path("id").asText()).isEqualTo("radio.example/live");
        JsonNode next = json(
                send("GET", "/api/sources?limit=1&cursor=" + page.path("next").asText(), null));
        assertThat(next.path("items").get(0).path("id").asText()).isEqualTo("yard");
        assertThat(next.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|address",
                "{'address': 'http://me:hunter2@host/live'}|${env:NAME}",
                "{'address': 'what://host'}|protocol",
                "{'address': 'http://host', 'track': 0}|track",
                "{'address': 'http://host', 'track': '1'}|track",
                "{'address': 'http://host', 'channel': 'up'}|channel",
                "{'address': 'http://host', 'wrong': 1}|wrong",
                "{'address': 'http://host', 'id': 'other'}|id",
                "{'address': 'http://host', 'paused': 'no'}|paused",
                "{'address': 'http://host', 'labels': {'a': {}}}|labels",
                "{'address': 'http://host', 'options': {'quiet.dbfs': 'loud'}}|quiet.dbfs",
                "{'address': 'http://host/live?token=***'}|***",
            })
    void shouldRefuseWhatSourceAddRefusesAndWriteNothing(String body, String named) throws Exception {
        HttpResponse<String> answer = send("PUT", "/api/sources/yard", body.replace('\'', '"'));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(named).doesNotContain("hunter2");
        assertThat(json(send("GET", "/api/sources", null)).path("items")).isEmpty();
    }

    private static SourceStatus status(SourceState state) {
        return new SourceStatus(
                "radio.example/live",
                state,
                1_000_002,
                2_000_000,
                "404",
                2,
                OptionalLong.of(3_000_000),
                -1,
                SourceStatus.Progress.NONE,
                SourceStatus.ClockReading.NONE,
                "",
                "",
                "1@host");
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return contract.send(client, request.build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
