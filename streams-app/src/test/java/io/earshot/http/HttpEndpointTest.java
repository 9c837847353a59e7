package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final FakeStatus status = new FakeStatus();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Contract contract = new Contract();
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = HttpEndpoint.start(status, EveryResource.LIST, metrics, "127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        endpoint.close();
        metrics.close();
    }

    @Test
    void shouldBeReadyOnlyWhenTheServiceIs() throws Exception {
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        status.ready = true;
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        status.live = false;
        assertThat(get("/live").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldTellHowItIs() throws Exception {
        HttpResponse<String> answer = get("/api/status");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"state\":\"starting\",\"role\":\"all\",\"ready\":false,"
                        + "\"commandOptions\":[\"--bootstrap-servers\",\"127.0.0.1:1\"],"
                        + "\"model\":{\"name\":\"model\",\"version\":\"1\",\"digest\":\"abc\","
                        + "\"licence\":\"GPL-3.0-or-later\"},"
                        + "\"queryCount\":1,\"sourceCount\":1,"
                        + "\"version\":\"1.2.3\",\"started\":\"2026-01-31T06:00:00Z\","
                        + "\"lagSeconds\":1.234,\"waitingRecords\":\"7\",\"realTimeFactor\":4.988,"
                        + "\"memory\":{\"heapUsedBytes\":\"268435456\",\"heapMostBytes\":\"1073741824\","
                        + "\"residentBytes\":\"9007199254740993\"},"
                        + "\"evidence\":\"FOLDER\",\"refusedChunks\":\"3\"}");
    }

    @Test
    void shouldTellWhatIsNotKnownFromNothing() throws Exception {
        status.figures = new QuietStatus().figures();

        assertThat(get("/api/status").body())
                .contains("\"lagSeconds\":null", "\"waitingRecords\":null", "\"residentBytes\":null")
                .contains("\"realTimeFactor\":0.0", "\"evidence\":\"NONE\"");
    }

    /** The page asks each second. */
    @Test
    void shouldTellItInTwoKilobytesHoweverManyQueriesThereAre() throws Exception {
        status.queries = 10_000;

        assertThat(get("/api/status").body().length()).isLessThan(2_048);
        assertThat(get("/api/status").body()).contains("\"queryCount\":10000");
    }

    @Test
    void shouldGiveMetricsInPrometheusFormat() throws Exception {
        metrics.event("OPEN");

        assertThat(get("/metrics").body()).contains("earshot_events_total{phase=\"open\"} 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/console.css", "/console/app.js", "/lib/lit-html/lit-html.js"})
    void shouldServeThePageFromItselfAlone(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        // Names of namespaces and licences aside, which nothing fetches.
        assertThat(answer.body()).doesNotContainPattern("(src|href|url\\(|import|fetch)[^\n]{0,9}https?:");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/../pom.xml", "/api"})
    void shouldKnowNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void shouldAnswerQuestionsWhereTheyAreAsked() throws Exception {
        HttpResponse<String> answer = get("/api/explain?source=studio&query=dog&at=0");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"detail\":\"nothing of studio\"");
    }

    @Test
    void shouldPreviewQueries() throws Exception {
        HttpResponse<String> answer = get("/api/preview?text=a%20dog");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"detail\":\"nothing is kept\"");
    }

    /** A page of somebody else may have a name that leads here. */
    @Test
    void shouldAnswerOnThisMachineOnlyWhoAsksForThisMachine() throws Exception {
        for (String host :
                List.of("localhost", "127.0.0.1", "[::1]", "LOCALHOST", "127.0.0.1:1", "[::1]:9", "localhost.:80")) {
            assertThat(statusFor(host)).as(host).isEqualTo(200);
        }
        for (String host : List.of("x.example", "x.example:8080", "127.0.0.1.x.example", "localhost.x", "10.0.0.1")) {
            assertThat(statusFor(host)).as(host).isEqualTo(403);
        }
    }

    @Test
    void shouldAnswerEverybodyWhereEverybodyMayAsk() throws Exception {
        try (HttpEndpoint open = HttpEndpoint.start(status, EveryResource.LIST, metrics, "0.0.0.0", 0)) {
            assertThat(statusFor("x.example", open.port())).isEqualTo(200);
        }
    }

    @Test
    void shouldSayWhichPortIsTakenAndWhatToDo() {
        assertThatThrownBy(() -> HttpEndpoint.start(status, EveryResource.LIST, metrics, "127.0.0.1", endpoint.port()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("127.0.0.1:" + endpoint.port(), "in use", "http.port");
    }

    /** The JDK's client sets the header itself. */
    private int statusFor(String host) throws IOException {
        return statusFor(host, endpoint.port());
    }

    private static int statusFor(String host, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void shouldTellWhatWasHeardAndWhatNot() throws Exception {
        assertThat(get("/api/coverage?source=yard&since=2026-01-31T06:00:00Z").body())
                .contains("\"recorded\":true", "\"heardSeconds\":57.5", "\"missingSeconds\":{\"SOURCE_DOWN\":2.5}")
                .contains("\"minute\":\"2026-01-31T06:00:00Z\"", "\"start\":\"2026-01-31T06:00:10Z\"");
        assertThat(get("/api/coverage?source=street&since=2026-01-31T06:00:00Z").body())
                .contains("\"recorded\":false", "\"minutes\":[]");
        assertThat(get("/api/coverage?source=yard").statusCode()).isEqualTo(400);
        assertThat(get("/api/coverage?since=0").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return contract.send(client, HttpRequest.newBuilder(uri).build());
    }
}
