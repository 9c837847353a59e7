package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.earshot.decide.Event;
import io.earshot.explain.Explained;
import io.earshot.explain.Verdict;
import io.earshot.history.DeadLetter;
import io.earshot.history.DeadLetterBox;
import io.earshot.history.EventDensity;
import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.history.Place;
import io.earshot.history.Wanted;
import io.earshot.preview.LeftOut;
import io.earshot.preview.Preview;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** The description of the API is a valid document, of what there is and of no more; and what it describes really happens. */
class ApiContractTest {
    private static final String KEY = "reader-0123456789abcdefghijk";
    private static final String WRONG_KEY = "wrong-0123456789abcdefghijk";
    private static final String DOG = "source=yard&query=dog&at=0";

    /** Resources whose own tests go through their answers. */
    private static final Set<String> HERE = Set.of(
            "/api/openapi.json",
            "/api/status",
            "/api/model",
            "/api/calibrations",
            "/api/near-misses",
            "/api/events/{id}",
            "/api/dead-letters",
            "/api/dead-letters/{id}",
            "/api/explain",
            "/api/preview",
            "/api/coverage");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document = OpenApiDocument.joined();
    private final ApiPaths paths = new ApiPaths(document);

    @Test
    void shouldBeAnOpenApiDocument() throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (InputStream in = ApiContractTest.class.getResourceAsStream("/openapi/oas-3.1-schema.json")) {
            assertThat(registry.getSchema(in).validate(document)).isEmpty();
        }
        var ofSchemas = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        for (var schema : document.at("/components/schemas").properties()) {
            assertThat(ofSchemas.validate(schema.getValue()))
                    .as(schema.getKey())
                    .isEmpty();
        }
    }

    @Test
    void shouldReferToWhatThereIs() {
        document.findValuesAsText("$ref").forEach(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void shouldNameEachOperationOnce() {
        List<String> ids = document.findValuesAsText("operationId");

        assertThat(ids).hasSameSizeAs(paths.operations()).doesNotHaveDuplicates();
        assertThat(paths.operations())
                .allSatisfy(operation ->
                        assertThat(operation.node().path("summary").asText()).isNotEmpty());
    }

    @Test
    void shouldDescribeEachRouteAndNoOther() {
        try (TestEndpoint every = TestEndpoint.of(EveryResource.LIST.toArray(Resource[]::new))) {
            Set<String> described =
                    paths.operations().stream().map(ApiPaths.Operation::name).collect(Collectors.toSet());
            assertThat(every.endpoint().operations()).containsExactlyInAnyOrderElementsOf(described);
        }
    }

    @Test
    void shouldServeTheDocument() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.of()) {
            assertThat(JSON.readTree(endpoint.get("/api/openapi.json").body())).isEqualTo(document);
        }
    }

    @Test
    void shouldReallyGiveEachAnswer() throws Exception {
        Contract contract = new Contract();
        giveFacts(contract);
        giveOnlyProblems(contract);
        refuseWithoutKeys(contract);
        Set<String> missing = new TreeSet<>(contract.documented());
        missing.removeIf(answer -> !HERE.contains(answer.split(" ", -1)[1]));
        missing.removeAll(contract.seen());

        assertThat(missing).isEmpty();
    }

    private static void giveFacts(Contract contract) throws Exception {
        Resource explain = ExplainResource.of(
                question -> new Explained(
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
                        List.of()),
                List::of);
        Resource preview = PreviewResource.of(request -> new Preview(
                StandingQuery.of("dog", "a dog"),
                "1",
                "abc",
                0,
                1,
                new LeftOut(0, 0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
        try (TestEndpoint good = TestEndpoint.of(
                contract,
                AccessRules.ofHost("127.0.0.1"),
                explain,
                preview,
                CoverageResource.of(EveryResource::coverage),
                EventResource.of(EveryResource.RECORDED, EveryResource.RECORDED::end, id -> Optional.empty()),
                NearMissResource.of(EveryResource.RECORDED),
                DeadLetterResource.of(EveryResource.RECORDED),
                ReceiversResource.of(new ReceiversInMemory()),
                ModelResource.of(() -> Optional.of(EveryResource.model())),
                CalibrationResource.of(EveryResource.calibrations()))) {
            for (String path : List.of(
                    "openapi.json",
                    "status",
                    "model",
                    "calibrations",
                    "near-misses",
                    "events",
                    "events/" + RecordedInMemory.EVENT,
                    "dead-letters",
                    "dead-letters/" + RecordedInMemory.LETTER.text(),
                    "receivers",
                    "receivers/phone",
                    "dead-notifications",
                    "explain?" + DOG,
                    "preview?text=dog&source=a&source=b&events=3",
                    "coverage?source=yard&since=0")) {
                assertThat(good.get("/api/" + path).statusCode()).as(path).isEqualTo(200);
            }
            good.post(
                    "/api/explain",
                    "{\"source\":\"yard\",\"at\":0,\"query\":{\"text\":\"a dog\",\"rules\":{\"confirm\":\"2/3\"}}}");
            good.post("/api/preview", "{\"query\":{\"text\":\"a dog\"},\"sources\":[\"yard\"],\"events\":null}");
        }
    }

    private static void giveOnlyProblems(Contract contract) throws Exception {
        try (TestEndpoint nothing = TestEndpoint.of(
                contract,
                AccessRules.ofHost("127.0.0.1"),
                ExplainResource.of(EveryResource::explain, List::of),
                PreviewResource.of(EveryResource::preview),
                EventResource.of(EveryResource.RECORDED, EveryResource.RECORDED::end, id -> Optional.empty()),
                DeadLetterResource.of(EveryResource.RECORDED),
                ModelResource.of(Optional::empty))) {
            assertThat(nothing.get("/api/events/" + "0".repeat(32)).statusCode())
                    .isEqualTo(404);
            assertThat(nothing.get("/api/dead-letters/0-0").statusCode()).isEqualTo(404);
            askAll(nothing);
        }
        UncheckedIOException down = new UncheckedIOException(new IOException("Kafka does not answer"));
        try (TestEndpoint broken = TestEndpoint.of(
                contract,
                AccessRules.ofHost("127.0.0.1"),
                ExplainResource.of(
                        question -> {
                            throw down;
                        },
                        List::of),
                PreviewResource.of(request -> {
                    throw down;
                }),
                NearMissResource.of((filter, request) -> {
                    throw down;
                }),
                EventResource.of(new BrokenLog(), () -> Place.of(Map.of(0, 0L)), id -> Optional.empty()),
                DeadLetterResource.of(new BrokenBox()),
                CoverageResource.of((source, since) -> {
                    throw down;
                }))) {
            askAll(broken);
            broken.get("/api/near-misses");
            broken.get("/api/events/" + RecordedInMemory.EVENT);
            broken.get("/api/dead-letters");
            broken.get("/api/dead-letters/0-0");
            broken.get("/api/coverage?source=yard&since=0");
        }
    }

    /** Kafka does not answer. */
    private static final class BrokenLog implements EventLog {
        @Override
        public Page<Event> list(EventFilter filter, PageRequest request) {
            throw new TimeoutException("Kafka does not answer");
        }

        @Override
        public List<Event> find(String eventId) {
            throw new TimeoutException("Kafka does not answer");
        }

        @Override
        public EventDensity density(Wanted wanted, EventDensity.Axis axis) {
            throw new TimeoutException("Kafka does not answer");
        }

        @Override
        public Place end() {
            throw new TimeoutException("Kafka does not answer");
        }

        @Override
        public Passage passage(Place from, Place to, int most) {
            throw new TimeoutException("Kafka does not answer");
        }
    }

    /** Likewise. */
    private static final class BrokenBox implements DeadLetterBox {
        @Override
        public Page<DeadLetter> list(Optional<String> reason, PageRequest request) {
            throw new TimeoutException("Kafka does not answer");
        }

        @Override
        public Optional<DeadLetter> find(DeadLetter.Id id) {
            throw new TimeoutException("Kafka does not answer");
        }

        @Override
        public Optional<String> retry(DeadLetter.Id id, String caller) {
            throw new TimeoutException("Kafka does not answer");
        }
    }

    private static void askAll(TestEndpoint endpoint) throws Exception {
        endpoint.get("/api/explain?" + DOG);
        endpoint.get("/api/preview?text=dog");
        endpoint.get("/api/model");
        endpoint.post("/api/explain", "{\"source\":\"yard\",\"at\":0,\"queryId\":\"dog\"}");
        endpoint.post("/api/preview", "{\"queryId\":\"dog\"}");
    }

    /** What the server answers for every operation alike. */
    private void refuseWithoutKeys(Contract contract) throws Exception {
        ApiKeys keys = ApiKeys.of(List.of("screen read " + KEY), "test");
        AccessRules rules = new AccessRules("127.0.0.1", List.of(), () -> keys, false);
        try (TestEndpoint closed = TestEndpoint.of(contract, rules, EveryResource.LIST.toArray(Resource[]::new))) {
            for (ApiPaths.Operation operation : paths.operations()) {
                assertThat(send(closed, operation, "", "", "{}").statusCode()).isEqualTo(401);
                assertThat(send(closed, operation, "", "http://x.example", "{}").statusCode())
                        .isEqualTo(403);
                assertThat(send(closed, operation, KEY, "", "{").statusCode()).isIn(400, 403);
            }
            for (int i = 0; i <= FailedTries.AT_ONCE; i++) {
                closed.send(closed.request("/api/status").header("Authorization", "Bearer " + WRONG_KEY));
            }
            for (ApiPaths.Operation operation : paths.operations()) {
                assertThat(send(closed, operation, WRONG_KEY, "", "{}").statusCode())
                        .isEqualTo(429);
                if (operation.node().has("requestBody")) {
                    refuseBody(closed, operation);
                }
            }
        }
    }

    private static void refuseBody(TestEndpoint closed, ApiPaths.Operation operation) throws Exception {
        String much = " ".repeat((int) RequestCheck.MOST_BYTES + 1);
        assertThat(send(closed, operation, KEY, "", much).statusCode()).isEqualTo(413);
        HttpRequest.Builder text = closed.request(concrete(operation))
                .header("Content-Type", "text/plain")
                .method(operation.method(), HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(closed.send(text).statusCode()).isEqualTo(415);
    }

    private static HttpResponse<String> send(
            TestEndpoint endpoint, ApiPaths.Operation operation, String key, String origin, String body)
            throws Exception {
        boolean isRead = operation.method().equals("GET") || operation.method().equals("DELETE");
        HttpRequest.Builder request = endpoint.request(concrete(operation) + "?unknown=1")
                .header("Content-Type", "application/json")
                .method(
                        operation.method(),
                        isRead ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return endpoint.send(request);
    }

    private static String concrete(ApiPaths.Operation operation) {
        return operation.path().replaceAll("\\{[^}]*}", "x");
    }

    /** The contract itself: what is not described does not pass. */
    @Test
    void shouldNotLetPassWhatIsNotDescribed() throws Exception {
        Resource secret = routes -> {
            routes.get("/api/secret", ctx -> Answers.json(ctx, Set.of()), Permission.READ);
            routes.get("/api/model", ctx -> Answers.json(ctx, Set.of("x")), Permission.READ);
            routes.get("/api/calibrations", ctx -> ctx.status(418).result("tea"), Permission.READ);
            routes.get("/api/coverage", ctx -> ctx.result("{}"), Permission.READ);
        };
        try (TestEndpoint endpoint = TestEndpoint.of(secret)) {
            for (String path : List.of("secret", "model", "calibrations", "coverage")) {
                assertThatThrownBy(() -> endpoint.get("/api/" + path))
                        .as(path)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("documented");
            }
        }
    }

    /** A field more than described does not pass either. */
    @Test
    void shouldNotLetPassFurtherFields() throws Exception {
        ObjectNode more = JSON.valueToTree(EveryResource.model());
        more.put("more", 1);
        Resource model = routes -> routes.get("/api/model", ctx -> Answers.json(ctx, more), Permission.READ);
        try (TestEndpoint endpoint = TestEndpoint.of(model)) {
            assertThatThrownBy(() -> endpoint.get("/api/model")).hasMessageContaining("more");
        }
    }

    @Test
    void shouldPageByTheKeyOfTheLastItem() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.of(CalibrationResource.of(EveryResource.calibrations()))) {
            Set<String> seen = new HashSet<>();
            String cursor = "";
            for (int page = 0; page < 2; page++) {
                JsonNode answer = JSON.readTree(
                        endpoint.get("/api/calibrations?limit=2" + cursor).body());
                answer.get("items")
                        .forEach(item -> seen.add(item.get("source").asText() + "/"
                                + item.get("query").asText()));
                assertThat(answer.get("items")).hasSize(2);
                assertThat(answer.get("items").get(0).get("validFrom").asText())
                        .isEqualTo("2026-01-31T12:00:00.000001Z");
                assertThat(answer.get("next").isNull()).isEqualTo(page == 1);
                cursor = "&cursor=" + answer.get("next").asText();
            }
            assertThat(seen).containsExactlyInAnyOrder("attic/cat", "attic/dog", "yard/cat", "yard/dog");
            assertThat(endpoint.get("/api/calibrations?query=cat&source=yard").body())
                    .contains("\"source\":\"yard\",\"query\":\"cat\"")
                    .doesNotContain("attic", "dog");
            assertThat(endpoint.get("/api/calibrations?limit=501").statusCode()).isEqualTo(400);
            assertThat(endpoint.get("/api/calibrations?cursor=*").statusCode()).isEqualTo(400);
        }
    }
}
