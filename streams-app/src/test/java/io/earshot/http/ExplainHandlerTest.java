package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.explain.Explained;
import io.earshot.explain.NothingToExplainException;
import io.earshot.explain.Question;
import io.earshot.explain.Verdict;
import io.earshot.query.StandingQuery;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainHandlerTest {
    private static final String GOOD = "source=yard&query=dog&at=2026-01-31T13:03:20Z";

    private final List<Question> asked = new ArrayList<>();
    private Explanations explanations = this::answer;
    private final Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.routes.get("/explain", new ExplainHandler(question -> explanations.explain(question), List::of));
            })
            .start("127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.stop();
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
        read(
                get("source=a%20b&at=1769864600000000&within=5&text=a%20wolf&negative=a%20dog&negative=a%20fox"
                        + "&threshold=0.3&confirm=2/3&minDuration=1.5&cooldown=0"),
                200);

        Question question = asked.get(0);
        assertThat(question.moment().sourceId()).isEqualTo("a b");
        assertThat(question.moment().atMicros()).isEqualTo(1_769_864_600_000_000L);
        assertThat(question.moment().within()).isEqualTo(Duration.ofSeconds(5));
        assertThat(question.queryId()).isEmpty();
        assertThat(question.whatIf().text()).hasValue("a wolf");
        assertThat(question.whatIf().negatives()).hasValue(List.of("a dog", "a fox"));
        assertThat(question.whatIf().threshold()).hasValue(.3);
        assertThat(question.whatIf().confirm().orElseThrow().hops()).isEqualTo(3);
        assertThat(question.whatIf().minDuration()).hasValue(Duration.ofMillis(1500));
        assertThat(question.whatIf().cooldown()).hasValue(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|parameter source is missing",
                "source=yard&query=dog|parameter at is missing",
                "source=yard&at=0|needs a query or a text",
                "source=%20&query=dog&at=0|parameter source is missing",
                "source=yard&query=dog&at=noon|parameter at must be",
                "source=yard&query=dog&at=-5|must lie between 1970 and 9999",
                "source=yard&query=dog&at=+1000000000-12-31T23:59:59Z|parameter at must be",
                "source=yard&query=dog&at=0&at=1|parameter at must be given at most 1 times",
                "source=yard&query=dog&at=0&within=-1|parameter within must be in seconds",
                "source=yard&query=dog&at=0&within=NaN|parameter within must be in seconds",
                "source=yard&query=dog&at=0&within=1e5|within 100000.0 s must lie between",
                "source=yard&query=dog&at=0&threshold=high|parameter threshold must be a number",
                "source=yard&query=dog&at=0&confirm=2|parameter confirm must be like 2/3",
                "source=yard&query=dog&at=0&zone=Mars/Base|parameter zone must be an IANA time zone",
                "source=yard&query=dog&at=0&debug=1|unknown parameter"
            })
    void shouldSayInOneLineWhatIsWrongWithAQuestion(String query, String reason) throws Exception {
        String error = read(get(query), 400).get("error").asText();

        assertThat(error).contains(reason).doesNotContain("\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseOverlongParameters() throws Exception {
        assertThat(read(get(GOOD + "&text=" + "a".repeat(2_001)), 400)
                        .get("error")
                        .asText())
                .contains("parameter text must be given at most 1 times, with at most 2000 characters");
    }

    @Test
    void shouldTellWhatIsNotFoundFromWhatIsWrongAndFromWhatIsBroken() throws Exception {
        explanations = question -> {
            throw new NothingToExplainException("no query\n\"dog\"");
        };
        assertThat(read(get(GOOD), 404).get("error").asText()).isEqualTo("no query \"dog\"");
        explanations = question -> {
            throw new IllegalArgumentException("openConfidence 7.0 must be in (0, 1)");
        };
        assertThat(read(get(GOOD), 400).get("error").asText()).contains("7.0");
        explanations = question -> {
            throw new UncheckedIOException(new IOException("the topics cannot be read"));
        };
        assertThat(read(get(GOOD), 503).get("error").asText()).contains("the topics cannot be read");
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
        assertThat(read(get(GOOD), 503).get("error").asText()).contains("try again");
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
        return client.send(request(query), bodies());
    }

    private HttpRequest request(String query) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/explain?" + query))
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
