package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.GapReason;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.CoverageReport;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.explain.Explained;
import io.earshot.explain.NothingToExplainException;
import io.earshot.explain.Question;
import io.earshot.http.ServiceStatus.EventView;
import io.earshot.http.ServiceStatus.NearMissView;
import io.earshot.http.ServiceStatus.SourceView;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.preview.NothingToPreviewException;
import io.earshot.preview.Preview;
import io.earshot.preview.PreviewRequest;
import io.earshot.query.StandingQuery;
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
    private static final List<Resource> RESOURCES = List.of(
            ExplainResource.of(HttpEndpointTest::explain, List::of),
            PreviewResource.of(HttpEndpointTest::preview),
            CoverageResource.of(HttpEndpointTest::coverage));

    private final TaggingMetrics metrics = new TaggingMetrics();
    private final FakeStatus status = new FakeStatus();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = HttpEndpoint.start(status, RESOURCES, metrics, "127.0.0.1", 0);
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
    void shouldTellWhatIsHeardAsJson() throws Exception {
        HttpResponse<String> answer = get("/api/status");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body())
                .contains(
                        "\"queryText\":\"a <b>dog</b> \\\"barking\\\"\"",
                        "\"state\":\"starting\"",
                        "\"levelDbfs\":-20.5");
    }

    @Test
    void shouldTellTheQueriesWithWhatTheirWritersAreWarnedOf() throws Exception {
        assertThat(get("/api/queries").body())
                .isEqualTo("{\"queries\":[{\"id\":\"dog\",\"text\":\"a dog\",\"otherTexts\":[],\"negatives\":[],"
                        + "\"sources\":[],\"labels\":{},\"sensitivity\":{\"kind\":\"DEFAULT\",\"value\":10.0},"
                        + "\"threshold\":0.5,\"warnings\":[\"it says nearly the same as query \\\"hound\\\"\"],"
                        + "\"errors\":[],\"enabled\":true}]}");
    }

    @Test
    void shouldGiveMetricsInPrometheusFormat() throws Exception {
        metrics.event("OPEN");

        assertThat(get("/metrics").body()).contains("earshot_events_total{phase=\"open\"} 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.css", "/page.js"})
    void shouldServeThePageFromItselfAlone(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("http://", "https://");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/../pom.xml", "/api"})
    void shouldKnowNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void shouldTellNearMissesAsJson() throws Exception {
        assertThat(get("/api/near-misses").body())
                .isEqualTo("{\"nearMisses\":[{\"sourceId\":\"studio\",\"queryId\":\"dog\",\"queryText\":\"a dog\","
                        + "\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:02Z\",\"confidence\":0.4,"
                        + "\"threshold\":0.5,\"rejectedBy\":\"OPEN_CONFIDENCE\",\"missedBy\":0.1,"
                        + "\"suggestion\":\"threshold 0.4\"}]}");
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
        try (HttpEndpoint open = HttpEndpoint.start(status, RESOURCES, metrics, "0.0.0.0", 0)) {
            assertThat(statusFor("x.example", open.port())).isEqualTo(200);
        }
    }

    @Test
    void shouldSayWhichPortIsTakenAndWhatToDo() {
        assertThatThrownBy(() -> HttpEndpoint.start(status, RESOURCES, metrics, "127.0.0.1", endpoint.port()))
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

    private static Preview preview(PreviewRequest request) {
        throw new NothingToPreviewException("nothing is kept");
    }

    private static Explained explain(Question question) {
        throw new NothingToExplainException("nothing of " + question.moment().sourceId());
    }

    private static CoverageReport coverage(String sourceId, long sinceMicros) {
        CoverageGap gap = new CoverageGap(sinceMicros + 10_000_000, sinceMicros + 12_500_000, GapReason.SOURCE_DOWN);
        MinuteCoverage minute =
                new MinuteCoverage(sourceId, sinceMicros, 60_000_000, 57_500_000, List.of(gap), sinceMicros);
        return CoverageReport.of(sourceId, sourceId.equals("yard") ? List.of(minute) : List.of());
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
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class FakeStatus implements ServiceStatus {
        private boolean live = true;
        private boolean ready;

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public String state() {
            return "starting";
        }

        @Override
        public String role() {
            return "all";
        }

        @Override
        public List<String> commandOptions() {
            return List.of("--bootstrap-servers", "127.0.0.1:1");
        }

        @Override
        public ModelView model() {
            return new ModelView("model", "1", "abc");
        }

        @Override
        public List<QueryView> queries() {
            return List.of(QueryView.matched(
                    StandingQuery.of("dog", "a dog"), List.of("it says nearly the same as query \"hound\"")));
        }

        @Override
        public List<SourceView> sources() {
            return List.of(new SourceView("studio", "2026-01-01T00:00:00Z", -20.5, null));
        }

        @Override
        public List<EventView> events() {
            return List.of(new EventView(
                    "OPEN",
                    "id",
                    "studio",
                    "dog",
                    "a <b>dog</b> \"barking\"",
                    "2026-01-01T00:00:00Z",
                    "",
                    0.9,
                    "NONE",
                    null));
        }

        @Override
        public List<NearMissView> nearMisses() {
            return List.of(new NearMissView(
                    "studio",
                    "dog",
                    "a dog",
                    "2026-01-01T00:00:00Z",
                    "2026-01-01T00:00:02Z",
                    0.4,
                    0.5,
                    "OPEN_CONFIDENCE",
                    0.1,
                    "threshold 0.4"));
        }
    }
}
