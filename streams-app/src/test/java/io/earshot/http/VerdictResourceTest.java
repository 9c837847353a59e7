package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.calibration.DecidedBy;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.Judged;
import io.earshot.verdict.Judgement;
import io.earshot.verdict.VerdictIndex;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each answer is checked against the description of the API. */
class VerdictResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00.5Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String ONE = "/api/events/" + RecordedInMemory.EVENT + "/verdict";
    private static final String KEY = "operator-0123456789abcdefghij";
    private static final String READER = "reader-0123456789abcdefghijk";

    private final VerdictsInMemory desk = new VerdictsInMemory();
    private final RecordedInMemory recorded = new RecordedInMemory();
    private final TestEndpoint endpoint = TestEndpoint.of(
            VerdictResource.of(desk, recorded, CLOCK),
            EventDensityResource.of(recorded, CLOCK),
            EventResource.of(recorded, recorded::end, desk::find));

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void shouldKeepWhatIsSaidOfAnEventAndTakeItBack() throws Exception {
        assertThat(endpoint.get(ONE).statusCode()).isEqualTo(404);

        JsonNode put = json(put(ONE, "{\"verdict\":\"WRONG\",\"note\":\"a tray of cutlery\"}"), 200);
        assertThat(put.path("event").asText()).isEqualTo(RecordedInMemory.EVENT);
        assertThat(put.path("confidence").asDouble()).isEqualTo(.875);
        assertThat(put.path("threshold").asDouble()).isEqualTo(.5);
        assertThat(put.path("at").asText()).isEqualTo(NOW.toString());
        assertThat(put.path("by").asText()).as("without a key").isEmpty();
        assertThat(json(endpoint.get(ONE), 200)).isEqualTo(put);

        assertThat(json(put(ONE, "{\"verdict\":\"RIGHT\"}"), 200).path("note").asText())
                .isEmpty();
        assertThat(delete(ONE).statusCode()).isEqualTo(204);
        assertThat(delete(ONE).statusCode()).isEqualTo(404);
        assertThat(endpoint.get(ONE).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldShowEventsWithWhatIsSaidOfThemAndChooseByIt() throws Exception {
        put(ONE, "{\"verdict\":\"WRONG\"}");

        JsonNode listed = json(endpoint.get("/api/events"), 200).at("/items/0");
        assertThat(listed.at("/verdict/verdict").asText()).isEqualTo("WRONG");
        assertThat(json(endpoint.get("/api/events/" + RecordedInMemory.EVENT), 200)
                        .at("/verdict/verdict")
                        .asText())
                .isEqualTo("WRONG");
        assertThat(json(endpoint.get("/api/events?verdict=WRONG"), 200).path("items"))
                .hasSize(1);
        assertThat(json(endpoint.get("/api/events?verdict=RIGHT"), 200).path("items"))
                .isEmpty();
        assertThat(json(endpoint.get("/api/events?verdict=NONE"), 200).path("items"))
                .isEmpty();
        assertThat(endpoint.get("/api/events?verdict=MAYBE").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldRefuseWhatIsNoVerdict() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"verdict\":\"UNKNOWN\"}",
                "{\"verdict\":\"right\"}",
                "{\"verdict\":\"RIGHT\",\"by\":\"me\"}",
                "{\"verdict\":\"RIGHT\",\"note\":\"" + "x".repeat(1_001) + "\"}")) {
            assertThat(put(ONE, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(put("/api/events/" + "0".repeat(32) + "/verdict", "{\"verdict\":\"RIGHT\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldListByPagesTheLatestEventFirst() throws Exception {
        for (int number = 0; number < 5; number++) {
            desk.put(verdict(number, number % 2 == 0 ? "dog" : "cat", .6, number < 3));
        }
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(endpoint.get("/api/verdicts?limit=2" + next), 200);
            page.path("items").forEach(item -> ids.add(item.path("event").asText()));
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty());

        assertThat(ids).containsExactly("e4", "e3", "e2", "e1", "e0");
        assertThat(events("?query=c*")).containsExactly("e3", "e1");
        assertThat(events("?verdict=WRONG")).containsExactly("e4", "e3");
        assertThat(events("?source=yard&since=1000002&until=1000004")).containsExactly("e3", "e2");
        assertThat(events("?source=attic")).isEmpty();
        assertThat(endpoint.get("/api/verdicts?cursor=eA").statusCode()).isEqualTo(400);
        assertThat(endpoint.get("/api/verdicts?verdict=NONE").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldCountTheVerdictsOfAQueryAndSuggestAThreshold() throws Exception {
        JsonNode none = json(endpoint.get("/api/queries/dog/verdicts"), 200);
        assertThat(none.path("right").asInt() + none.path("wrong").asInt()).isZero();
        assertThat(none.at("/suggestion/outcome").asText()).isEqualTo("TOO_FEW_VERDICTS");

        for (int number = 0; number < 12; number++) {
            desk.put(verdict(number, "dog", .5 + number * .005, false));
            desk.put(verdict(100 + number, "dog", .8 + number * .005, true));
        }
        JsonNode counts = json(endpoint.get("/api/queries/dog/verdicts?precision=0.9&source=yard"), 200);
        assertThat(counts.path("precision").asDouble()).isEqualTo(.5);
        assertThat(counts.at("/suggestion/outcome").asText()).isEqualTo("SUGGESTED");
        // 12 of 13 are 0.92: one wrong one may stay, at 0.555.
        assertThat(counts.at("/suggestion/threshold").asDouble()).isEqualTo(.555);
        assertThat(counts.at("/suggestion/kept/right").asInt()).isEqualTo(12);
        assertThat(counts.at("/suggestion/says").asText())
                .startsWith("At a threshold of 0.555, 12 of 13 would have been right");
        assertThat(endpoint.get("/api/queries/dog/verdicts?precision=0").statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldCountEventsByTime() throws Exception {
        JsonNode density = json(
                endpoint.get(
                        "/api/events/density?since=2026-11-30T08:15:00Z&until=2026-11-30T08:16:30Z&bucketSeconds=30"),
                200);
        assertThat(density.path("counts")).hasToString("[0,1,0]");
        assertThat(density.path("events").asInt()).isEqualTo(1);

        JsonNode toNow = json(endpoint.get("/api/events/density?since=2026-11-30T08:00:00Z"), 200);
        assertThat(toNow.path("until").asText()).isEqualTo(NOW.toString());
        assertThat(toNow.path("bucketSeconds").asInt()).isEqualTo(37);
        assertThat(toNow.path("counts")).hasSize(98);
        for (String wrong : List.of(
                "",
                "?since=2026-11-30T10:00:00Z",
                "?since=0",
                "?since=2026-11-30T08:00:00Z&bucketSeconds=1",
                "?since=2026-11-30T08:00:00Z&bucketSeconds=0",
                "?since=2026-11-30T08:00:00Z&phase=OPEN")) {
            int expected = wrong.equals("?since=0") ? 200 : 400;
            assertThat(endpoint.get("/api/events/density" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldNameTheKeyOfWhoeverJudgesAndLetReadersOnlyRead() throws Exception {
        ApiKeys keys = ApiKeys.of(List.of("night-desk operate " + KEY, "screen read " + READER), "test");
        AccessRules rules = new AccessRules("127.0.0.1", List.of(), () -> keys, false);
        try (TestEndpoint closed = TestEndpoint.of(new Contract(), rules, VerdictResource.of(desk, recorded, CLOCK))) {
            HttpRequest.Builder judged = body(closed, ONE, "{\"verdict\":\"RIGHT\"}");
            assertThat(closed.send(judged.copy().header("Authorization", "Bearer " + READER))
                            .statusCode())
                    .isEqualTo(403);
            JsonNode said = json(closed.send(judged.header("Authorization", "Bearer " + KEY)), 200);
            assertThat(said.path("by").asText()).isEqualTo("night-desk");
        }
    }

    @Test
    void shouldSayThatTheTopicCannotBeRead() throws Exception {
        try (TestEndpoint broken = TestEndpoint.of(VerdictResource.of(new Unread(), recorded, CLOCK))) {
            assertThat(broken.get(ONE).statusCode()).isEqualTo(503);
            assertThat(broken.get("/api/verdicts").statusCode()).isEqualTo(503);
            assertThat(broken.get("/api/queries/dog/verdicts").statusCode()).isEqualTo(503);
            assertThat(broken.send(body(broken, ONE, "{\"verdict\":\"RIGHT\"}")).statusCode())
                    .isEqualTo(503);
        }
    }

    /** Its topic is not there. */
    private static final class Unread implements VerdictDesk {
        @Override
        public Optional<EventVerdict> find(String eventId) {
            throw unread();
        }

        @Override
        public List<EventVerdict> before(VerdictIndex.Spot spot, int limit, Predicate<EventVerdict> wanted) {
            throw unread();
        }

        @Override
        public void put(EventVerdict verdict) {
            throw unread();
        }

        @Override
        public boolean remove(String eventId, String by) {
            throw unread();
        }

        private static RuntimeException unread() {
            return new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer");
        }
    }

    private List<String> events(String parameters) throws Exception {
        List<String> ids = new ArrayList<>();
        json(endpoint.get("/api/verdicts" + parameters), 200)
                .path("items")
                .forEach(item -> ids.add(item.path("event").asText()));
        return ids;
    }

    private static EventVerdict verdict(int number, String query, double confidence, boolean isRight) {
        Judged judged = new Judged(isRight ? Judgement.RIGHT : Judgement.WRONG, "", NOW, "");
        return new EventVerdict(
                "e" + number,
                "yard",
                query,
                "v1",
                "a " + query,
                "digest",
                1_000_000 + number,
                confidence,
                .5,
                DecidedBy.QUERY,
                false,
                judged);
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return endpoint.send(body(endpoint, path, body));
    }

    private static HttpRequest.Builder body(TestEndpoint endpoint, String path, String body) {
        return endpoint.request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return endpoint.send(endpoint.request(path).DELETE());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
