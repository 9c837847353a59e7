package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.preview.LeftOut;
import io.earshot.preview.NothingToPreviewException;
import io.earshot.preview.Preview;
import io.earshot.preview.PreviewRequest;
import io.earshot.preview.SourcePreview;
import io.earshot.preview.Tally;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
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
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewResourceTest {
    private static final long NOON = 1_769_860_800_000_000L;

    private final List<PreviewRequest> asked = new ArrayList<>();
    private Function<PreviewRequest, Preview> previews = this::answer;
    private final TestEndpoint server = TestEndpoint.of(PreviewResource.of(request -> previews.apply(request)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerWithFactsAndWithLinesInTheAskersZone() throws Exception {
        JsonNode answer = read(get("text=a%20dog&zone=Europe/Berlin"), 200);

        assertThat(answer.get("queryText").asText()).isEqualTo("a dog");
        assertThat(answer.get("since").asText()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(answer.get("events").asInt()).isEqualTo(3);
        assertThat(answer.get("eventsPerDay").asDouble()).isEqualTo(36);
        assertThat(answer.at("/sources/0/operatingPoint/decidedBy").asText()).isEqualTo("MODEL");
        assertThat(answer.at("/sources/0/thresholds/0/events").asInt()).isEqualTo(9);
        assertThat(answer.at("/thresholds/0/threshold").asDouble()).isEqualTo(.3);
        assertThat(answer.get("segmentsOfOtherModels").asInt()).isEqualTo(4);
        assertThat(answer.get("warnings").get(0).asText()).isEqualTo("mind the gap");
        assertThat(answer.get("text").get(0).asText())
                .isEqualTo("\"a dog\" on audio of yard since 2026-01-31 13:00:00 CET");
    }

    @Test
    void shouldHandOverAQueryAsItWouldBeAdded() throws Exception {
        read(post("""
                        {"query": {"id": "dog", "text": "a dog", "otherTexts": ["a hound", "a puppy"],
                          "negatives": ["a wolf"], "sources": ["yard-*", "attic"],
                          "sensitivity": {"kind": "ALARMS_PER_DAY", "value": 2},
                          "rules": {"closeConfidence": 0.2, "confirmHits": 2, "confirmHops": 3, "mergeGapSeconds": "500ms",
                            "minDuration": "2s", "maxDuration": "1m", "cooldownSeconds": 300}},
                         "sources": ["yard-1"], "since": "2026-01-31T12:00:00Z", "events": 7}"""), 200);
        DecisionRules rules = new DecisionRules(
                Sensitivity.ofAlarmsPerDay(2),
                0.5,
                0.2,
                2,
                3,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5));
        StandingQuery query = new StandingQuery(
                "dog",
                "a dog",
                List.of("a hound", "a puppy"),
                List.of("a wolf"),
                List.of("yard-*", "attic"),
                rules,
                Map.of());

        assertThat(asked)
                .containsExactly(new PreviewRequest(
                        Optional.of(query), Optional.empty(), List.of("yard-1"), OptionalLong.of(NOON), 7));
    }

    @Test
    void shouldTakeWhatIsNotSaidForWhatQueryAddTakesItFor() throws Exception {
        read(post("{\"query\":{\"text\":\"a dog\",\"rules\":{\"threshold\":0.7}}}"), 200);
        read(get("text=a%20dog"), 200);
        read(post("{\"query\":{\"text\":\"a dog\",\"rules\":{\"rawScore\":0.2}}}"), 200);

        assertThat(asked)
                .extracting(request -> request.query().orElseThrow().rules())
                .containsExactly(
                        DecisionRules.ofConfidence(.7),
                        DecisionRules.DEFAULT,
                        DecisionRules.DEFAULT.withSensitivity(new Sensitivity(Sensitivity.Kind.RAW_SCORE, .2)));
        assertThat(asked.get(0).newest()).isEqualTo(20);
        assertThat(asked.get(0).sinceMicros()).isEmpty();
    }

    @Test
    void shouldHandOverTheIdOfARegisteredQuery() throws Exception {
        read(get("query=dog&source=yard&since=" + NOON), 200);

        assertThat(asked)
                .containsExactly(new PreviewRequest(
                        Optional.empty(), Optional.of("dog"), List.of("yard"), OptionalLong.of(NOON), 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|needs a text, or the id of a registered query",
                "text=%20|needs a text, or the id of a registered query",
                "query=dog&text=cat|needs a text, or the id of a registered query",
                "text=dog&since=yesterday|\"since\" must be a time like",
                "text=dog&since=-5|must lie between 1970 and 9999",
                "text=dog&events=-1|events -1 must be a number from 0 to 1000",
                "text=dog&events=1e9|\"events\" must be a whole number",
                "text=dog&text=cat|\"text\" must be given once",
                "text=dog&zone=Mars/Base|\"zone\" must be an IANA time zone",
                "text=dog&threshold=.3|unknown field \"threshold\"; known are events, query, since, source, text, zone"
            })
    void shouldSayInOneLineWhatIsWrong(String query, String reason) throws Exception {
        String error = read(get(query), 400).get("detail").asText();

        assertThat(error).contains(reason).doesNotContain("\n");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"threshold\":\"high\"}|threshold \"high\" is not a probability",
                "{\"threshold\":1.5}|threshold 1.5 must be between 0 and 1",
                "{\"threshold\":\"NaN\"}|threshold \"NaN\" is not",
                "{\"alarmsPerDay\":0}|alarms-per-day 0 must be more than 0",
                "{\"rawScore\":2}|raw-score 2 must be",
                "{\"threshold\":0.3,\"rawScore\":0.2}|only one of threshold",
                "{\"close\":0.9}|close 0.9 must be",
                "{\"confirm\":\"3/2\"}|confirm 3/2 must be",
                "{\"confirmHops\":true}|confirm must be a number",
                "{\"mergeGap\":-1}|merge-gap \"-1\" is not a duration",
                "{\"mergeGapSeconds\":-1}|merge-gap -1.0 s must be in",
                "{\"maxDuration\":0}|max-duration 0s must be longer than min-duration"
            })
    void shouldSayInOneLineWhatIsWrongWithARule(String rules, String reason) throws Exception {
        String error = read(post("{\"query\":{\"text\":\"dog\",\"rules\":" + rules + "}}"), 400)
                .get("detail")
                .asText();

        assertThat(error).contains(reason).doesNotContain("\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseTooManyOrOverlongTexts() throws Exception {
        String eight = "[\"cat\"" + ",\"cat\"".repeat(7) + "]";
        assertThat(read(post("{\"query\":{\"text\":\"dog\",\"otherTexts\":" + eight + "}}"), 400)
                        .get("detail")
                        .asText())
                .contains("has 8 other texts, at most 7");
        assertThat(read(get("text=" + "a".repeat(1_001)), 400).get("detail").asText())
                .contains("a text of 1001 characters, at most 1000");
    }

    @Test
    void shouldTellWhatIsNotFoundFromWhatIsBroken() throws Exception {
        previews = request -> {
            throw new NothingToPreviewException("nothing is kept of source \"yrd\";\nsources are yard");
        };
        assertThat(read(get("text=dog"), 404).get("detail").asText())
                .isEqualTo("nothing is kept of source \"yrd\"; sources are yard");
        previews = request -> {
            throw new UncheckedIOException(new IOException("the topics cannot be read"));
        };
        assertThat(read(get("text=dog"), 503).get("detail").asText()).contains("the topics cannot be read");
    }

    @Test
    void shouldMakeOnePreviewAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        previews = request -> {
            begun.countDown();
            awaitUninterrupted(end);
            return answer(request);
        };
        CompletableFuture<HttpResponse<String>> one =
                client.sendAsync(request("text=dog"), HttpResponse.BodyHandlers.ofString());
        begun.await();
        assertThat(read(get("text=dog"), 503).get("detail").asText()).isEqualTo("1 preview is being made; try again");
        end.countDown();
        assertThat(one.get().statusCode()).isEqualTo(200);
        assertThat(get("text=dog").statusCode()).isEqualTo(200);
    }

    private synchronized Preview answer(PreviewRequest request) {
        asked.add(request);
        SourcePreview yard = new SourcePreview(
                "yard",
                NOON,
                NOON + 7_200_000_000L,
                7_200,
                7_500,
                new OperatingPoint(.5, .3, DecidedBy.MODEL, Optional.empty()),
                new Tally(3, 12, 1),
                Map.of(.3, new Tally(9, 40, 2)));
        return new Preview(
                StandingQuery.of("dog", "a dog"),
                "1",
                "abc",
                NOON,
                1,
                new LeftOut(0, 0, 0, 4, 0, 0),
                List.of(yard),
                List.of(),
                List.of("mind the gap"),
                List.of());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return server.get("/api/preview?" + query);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return server.post("/api/preview", body);
    }

    private HttpRequest request(String query) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/preview?" + query))
                .build();
    }

    private static JsonNode read(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }
}
