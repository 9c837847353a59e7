package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.explain.Explained;
import io.earshot.explain.NothingToExplainException;
import io.earshot.explain.Question;
import io.earshot.explain.Verdict;
import io.earshot.query.QueryDraft;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainResourceTest {
    private static final String GOOD = "source=yard&query=dog&at=2026-01-31T13:03:20Z";

    private final List<Question> asked = new ArrayList<>();
    private Function<Question, Explained> explanations = this::answer;
    private final TestEndpoint server =
            TestEndpoint.of(ExplainResource.of(question -> explanations.apply(question), List::of));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerWithFactsAndWithLinesInTheAskersZone() throws Exception {
        JsonNode answer = read(get(GOOD + "&zone=Europe/Berlin"), 200);

        assertThat(answer.get("verdict").asText()).isEqualTo("NO_AUDIO");
        assertThat(answer.get("at").asText()).isEqualTo("2026-01-31T13:03:20Z");
        assertThat(answer.get("text").get(0).asText()).isEqualTo("\"a dog\" in yard at 2026-01-31 14:03:20.0 CET");
        assertThat(answer.get("notes").get(0).asText()).isEqualTo("It was raining.");
        assertThat(answer.has("event")).isFalse();
    }

    @Test
    void shouldHandOverWhatIsAskedFor() throws Exception {
        read(post("""
                        {"source": "a b", "at": 1769864600000000, "within": "5s", "query": {
                          "text": "a wolf", "negatives": ["a dog", "a fox"],
                          "rules": {"threshold": "30%", "confirm": "2/3", "minDuration": 1.5, "cooldown": "0"}}}"""), 200);

        Question question = asked.get(0);
        assertThat(question.moment().sourceId()).isEqualTo("a b");
        assertThat(question.moment().atMicros()).isEqualTo(1_769_864_600_000_000L);
        assertThat(question.moment().within()).isEqualTo(Duration.ofSeconds(5));
        assertThat(question.queryId()).isEmpty();
        StandingQuery tried = question.changes().query("tried");
        assertThat(tried.text()).isEqualTo("a wolf");
        assertThat(tried.negatives()).containsExactly("a dog", "a fox");
        assertThat(tried.rules().openConfidence()).isEqualTo(.3);
        assertThat(tried.rules().confirmHops()).isEqualTo(3);
        assertThat(tried.rules().minDuration()).isEqualTo(Duration.ofMillis(1500));
        assertThat(tried.rules().cooldown()).isZero();
    }

    @Test
    void shouldTakeChangesOfARegisteredQuery() throws Exception {
        read(
                post("{\"source\":\"yard\",\"at\":\"2026-01-31T13:03:20Z\",\"queryId\":\"dog\","
                        + "\"query\":{\"negatives\":[],\"rules\":{\"maxDurationSeconds\":\"5m\"}}}"),
                200);
        read(get(GOOD), 200);

        assertThat(asked.get(0).queryId()).hasValue("dog");
        assertThat(asked.get(0).changes().negatives()).hasValue(List.of());
        assertThat(asked.get(0).changes().rules().typed()).containsExactly(Map.entry(Rule.MAX_DURATION, "300s"));
        assertThat(asked.get(1).changes()).isEqualTo(QueryDraft.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "no json|the body is no JSON",
                "[]|must be a JSON object",
                "{\"queryId\":\"dog\",\"at\":0}|\"source\" is missing",
                "{\"source\":\"yard\",\"at\":0,\"queryId\":7}|\"queryId\" must be a text",
                "{\"source\":\"yard\",\"at\":0,\"query\":{\"txt\":\"a\"}}|unknown field \"txt\" of a query",
                "{\"source\":\"yard\",\"at\":0,\"query\":{\"rules\":{\"treshold\":1}}}|unknown rule \"treshold\"",
                "{\"source\":\"yard\",\"at\":0,\"query\":{\"rules\":{\"confirm\":\"3/2\"}}}|confirm 3/2 must be",
                "{\"source\":\"yard\",\"at\":0,\"query\":{\"rules\":{\"threshold\":\"x\"}}}|threshold \"x\" is not"
            })
    void shouldSayInOneLineWhatIsWrongWithABody(String body, String reason) throws Exception {
        String error = read(post(body), 400).get("detail").asText();

        assertThat(error).contains(reason).doesNotContain("\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldTakeOnlyJson() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/explain"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(client.send(form, bodies()).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|\"source\" is missing",
                "source=yard&query=dog|\"at\" is missing",
                "source=yard&at=0|needs a query or a text",
                "source=%20&query=dog&at=0|\"source\" is missing",
                "source=yard&query=dog&at=noon|\"at\" must be",
                "source=yard&query=dog&at=-5|must lie between 1970 and 9999",
                "source=yard&query=dog&at=+1000000000-12-31T23:59:59Z|\"at\" must be",
                "source=yard&query=dog&at=0&at=1|\"at\" must be given once",
                "source=yard&query=dog&at=0&within=-1|\"within\" must be a length of time",
                "source=yard&query=dog&at=0&within=NaN|\"within\" must be a length of time",
                "source=yard&query=dog&at=0&within=100000|within 100000.0 s must lie between",
                "source=yard&query=dog&at=0&zone=Mars/Base|\"zone\" must be an IANA time zone",
                "source=yard&query=dog&at=0&debug=1|unknown field \"debug\""
            })
    void shouldSayInOneLineWhatIsWrongWithAQuestion(String query, String reason) throws Exception {
        String error = read(get(query), 400).get("detail").asText();

        assertThat(error).contains(reason).doesNotContain("\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseOverlongParameters() throws Exception {
        assertThat(read(get(GOOD + "&text=" + "a".repeat(2_001)), 400)
                        .get("detail")
                        .asText())
                .contains("\"text\" must have at most 2000 characters");
    }

    @Test
    void shouldTellWhatIsNotFoundFromWhatIsWrongAndFromWhatIsBroken() throws Exception {
        explanations = question -> {
            throw new NothingToExplainException("no query\n\"dog\"");
        };
        assertThat(read(get(GOOD), 404).get("detail").asText()).isEqualTo("no query \"dog\"");
        explanations = question -> {
            throw new IllegalArgumentException("openConfidence 7.0 must be in (0, 1)");
        };
        assertThat(read(get(GOOD), 400).get("detail").asText()).contains("7.0");
        explanations = question -> {
            throw new UncheckedIOException(new IOException("the topics cannot be read"));
        };
        assertThat(read(get(GOOD), 503).get("detail").asText()).contains("the topics cannot be read");
    }

    @Test
    void shouldMakeOnlyAFewExplanationsAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        explanations = question -> {
            begun.countDown();
            awaitUninterrupted(end);
            return answer(question);
        };
        CompletableFuture<HttpResponse<String>> one = client.sendAsync(request(GOOD), bodies());
        CompletableFuture<HttpResponse<String>> two = client.sendAsync(request(GOOD), bodies());
        begun.await();
        assertThat(read(get(GOOD), 503).get("detail").asText()).contains("try again");
        end.countDown();
        assertThat(one.get().statusCode()).isEqualTo(200);
        assertThat(two.get().statusCode()).isEqualTo(200);
        assertThat(get(GOOD).statusCode()).isEqualTo(200);
    }

    private synchronized Explained answer(Question question) {
        asked.add(question);
        return new Explained(
                question.moment(),
                StandingQuery.of("dog", "a dog"),
                "1",
                "abc",
                Verdict.NO_AUDIO,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of("It was raining."));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return server.get("/api/explain?" + query);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return server.post("/api/explain", body);
    }

    private HttpRequest request(String query) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/explain?" + query))
                .build();
    }

    private static HttpResponse.BodyHandler<String> bodies() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static JsonNode read(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }
}
