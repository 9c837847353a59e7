package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.metrics.TaggingMetrics;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOG = "{\"text\": \"a dog barking\", \"labels\": {\"team\": \"night\"}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final BookInMemory book = new BookInMemory();
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final Contract contract = new Contract();
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        endpoint = HttpEndpoint.start(new QuietStatus(), List.of(QueriesResource.of(book)), metrics, "127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        endpoint.close();
        metrics.close();
    }

    @Test
    void shouldCreateReplaceAndLeaveAsItIs() throws Exception {
        HttpResponse<String> created = put("dog", DOG);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/api/queries/dog");
        assertThat(json(created).path("done").asText()).isEqualTo("added");
        assertThat(json(created).path("state").asText()).isEqualTo("REGISTERED");
        assertThat(json(created).path("changed").path("by").asText()).isEqualTo("local");

        HttpResponse<String> same = put("dog", DOG);
        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(json(same).path("done").asText()).isEqualTo("unchanged");
        assertThat(etag(same)).isEqualTo(etag(created));

        HttpResponse<String> changed = put("dog", "{\"text\": \"a big dog barking\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).path("done").asText()).isEqualTo("changed");
        assertThat(etag(changed)).isNotEqualTo(etag(created));
        assertThat(json(get("/api/queries/dog")).path("text").asText()).isEqualTo("a big dog barking");
    }

    /** Whoever reads, changes a part, and writes back sends what lists add, too. */
    @Test
    void shouldReadAgainWhatItAnswered() throws Exception {
        put("dog", DOG);
        HttpResponse<String> again = put("dog", get("/api/queries/dog").body());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).path("done").asText()).isEqualTo("unchanged");
    }

    @Test
    void shouldAnswerWhatItKeepsOfTheSound() throws Exception {
        put("dog", "{\"text\": \"a dog\", \"evidence\": {\"preSeconds\": 5, \"formats\": [\"flac\"]}}");
        HttpResponse<String> kept = get("/api/queries/dog");
        assertThat(json(kept).at("/evidence/preSeconds").asDouble()).isEqualTo(5);
        assertThat(json(put("dog", kept.body())).path("done").asText()).isEqualTo("unchanged");
    }

    @Test
    void shouldChangeOnlyWhatTheCallerKnows() throws Exception {
        String first = etag(put("dog", DOG));
        put("dog", "{\"text\": \"another\"}");

        HttpResponse<String> late = send(request("PUT", "dog", DOG).header("If-Match", first));
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(send(request("DELETE", "dog", null).header("If-Match", first))
                        .statusCode())
                .isEqualTo(412);
        assertThat(send(request("PUT", "dog", DOG).header("If-None-Match", "*")).statusCode())
                .isEqualTo(412);
        assertThat(send(request("PUT", "cat", DOG).header("If-Match", "*")).statusCode())
                .isEqualTo(412);
        assertThat(send(request("PUT", "dog", DOG).header("If-Match", "W/" + etag(get("/api/queries/dog"))))
                        .statusCode())
                .isEqualTo(412);
        assertThat(send(request("PUT", "dog", DOG).header("If-Match", "no-quotes"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(json(get("/api/queries/dog")).path("text").asText()).isEqualTo("another");

        assertThat(send(request("PUT", "cat", DOG).header("If-None-Match", "*")).statusCode())
                .isEqualTo(201);
        String both = first + ", " + etag(get("/api/queries/dog"));
        assertThat(send(request("PUT", "dog", DOG).header("If-Match", both)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldLetExactlyOneOfManyWinWhoKnowTheSame() throws Exception {
        String known = etag(put("dog", DOG));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> puts = IntStream.range(0, 16)
                    .<Callable<Integer>>mapToObj(i -> () -> send(request("PUT", "dog", "{\"text\": \"dog " + i + "\"}")
                                    .header("If-Match", known))
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
    }

    @Test
    void shouldPageThroughAllInOrderOnce() throws Exception {
        for (int i = 0; i < 120; i++) {
            book.write("q" + i, i % 2 == 0 ? "a bell" : "a whistle");
        }
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(get("/api/queries?limit=50" + (next.isEmpty() ? "" : "&cursor=" + next)));
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(50);
            next = page.path("next").isNull() ? "" : page.path("next").asText();
        } while (!next.isEmpty());
        assertThat(ids).hasSize(120).isSorted().doesNotHaveDuplicates();
        assertThat(json(get("/api/queries")).path("items")).hasSize(50);
        assertThat(json(get("/api/queries?limit=120")).path("next").isNull()).isTrue();
        assertThat(json(get("/api/queries?search=WHISTLE&limit=500")).path("items"))
                .hasSize(60);
    }

    @Test
    void shouldFindByWordsLabelsAndState() throws Exception {
        put("dog", DOG);
        put("cat", "{\"text\": \"a cat\", \"otherTexts\": [\"a kitten\"], \"enabled\": false}");
        assertThat(ids("search=KITTEN")).containsExactly("cat");
        assertThat(ids("search=team%3Dnight")).containsExactly("dog");
        assertThat(ids("label=team%3Dnight")).containsExactly("dog");
        assertThat(ids("label=team")).containsExactly("dog");
        assertThat(ids("label=team%3Dday")).isEmpty();
        assertThat(ids("enabled=false")).containsExactly("cat");
        assertThat(ids("state=DISABLED")).containsExactly("cat");
        assertThat(ids("state=REGISTERED&enabled=true&search=bark")).containsExactly("dog");
    }

    @Test
    void shouldEnableDisableAndRemove() throws Exception {
        put("dog", DOG);
        JsonNode disabled = json(send(request("POST", "dog/disable", null)));
        assertThat(disabled.path("enabled").asBoolean(true)).isFalse();
        assertThat(disabled.path("state").asText()).isEqualTo("DISABLED");
        assertThat(json(send(request("POST", "dog/disable", null))).path("done").asText())
                .isEqualTo("unchanged");
        assertThat(json(send(request("POST", "dog/enable", null))).path("state").asText())
                .isEqualTo("REGISTERED");
        String etag = etag(get("/api/queries/dog"));
        HttpResponse<String> removed = send(request("DELETE", "dog", null).header("If-Match", etag));
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        assertThat(get("/api/queries/dog").statusCode()).isEqualTo(404);
        assertThat(send(request("DELETE", "dog", null)).statusCode()).isEqualTo(404);
        assertThat(send(request("POST", "dog/enable", null)).statusCode()).isEqualTo(404);
        assertThat(json(get("/api/queries/dog/history")).path("items").findValuesAsText("what"))
                .containsExactly("added", "disabled", "enabled", "removed");
        assertThat(get("/api/queries/nothing/history").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellOfAQueryWithoutWritingIt() throws Exception {
        HttpResponse<String> answer = send(request("POST", "lint", DOG));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"warnings\":[\"of a dog barking\"],\"errors\":[],"
                        + "\"nearDuplicates\":[{\"id\":\"hound\",\"text\":\"a hound\",\"cosine\":0.99}]}");
        assertThat(ids("")).isEmpty();
    }

    /** The names of sources made from addresses hold slashes; people write the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"yard/dog", "100%", "a+b c", "ä;ö?", "lint", "a%2Fb"})
    void shouldTakeAnyId(String id) throws Exception {
        assertThat(put(id, DOG).statusCode()).isEqualTo(201);
        HttpResponse<String> found = get("/api/queries/" + encoded(id));
        assertThat(json(found).path("id").asText()).isEqualTo(id);
        assertThat(send(request("DELETE", encoded(id), null)).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/queries?limit=0|limit",
                "/api/queries?limit=501|limit",
                "/api/queries?limit=x|limit",
                "/api/queries?cursor=*|cursor",
                "/api/queries?cursor=!|cursor",
                "/api/queries?nothing=1|nothing",
                "/api/queries?enabled=yes|enabled",
                "/api/queries?state=fine|REGISTERED",
                "/api/queries?search=a&search=b|search",
                "/api/queries/dog?x=1|known are",
                "/api/queries/dog/history?x=1|known are",
            })
    void shouldRefuseWrongParameters(String path, String named) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|no JSON",
                "[]|JSON object",
                "null|JSON object",
                "{}|text",
                "{'text': ''}|no text",
                "{'text': 'a', 'text': 'b'}|Duplicate",
                "{'text': 'a'} {}|JSON",
                "{'text': 'a', 'id': 'other'}|id",
                "{'text': 'a', 'wrong': 1}|wrong",
                "{'text': 'a', 'rules': {'threshold': 2}}|threshold",
                "{'text': 'a', 'language': 'de'}|English",
                "{'text': 'a', 'enabled': 'no'}|enabled",
            })
    void shouldRefuseWrongBodiesAndWriteNothing(String body, String named) throws Exception {
        HttpResponse<String> answer = put("dog", body.replace('\'', '"'));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(named);
        assertThat(ids("")).isEmpty();
    }

    @Test
    void shouldTakeJsonOnly() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(uri("/api/queries/dog"))
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(DOG))
                .build();
        assertThat(contract.send(client, form).statusCode()).isEqualTo(415);
        assertThat(send(request("PUT", "dog?wait=11s", DOG)).statusCode()).isEqualTo(400);
    }

    private List<String> ids(String parameters) throws Exception {
        List<String> ids = new ArrayList<>();
        json(get("/api/queries?" + parameters))
                .path("items")
                .forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> put(String id, String body) throws Exception {
        return send(request("PUT", encoded(id), body));
    }

    private HttpRequest.Builder request(String method, String rest, String body) {
        return HttpRequest.newBuilder(uri("/api/queries/" + rest))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return contract.send(client, request.build());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
