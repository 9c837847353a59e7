package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.earshot.audio.GapReason;
import io.earshot.live.Columns;
import io.earshot.live.Gap;
import io.earshot.live.LiveFeed;
import io.earshot.live.LiveItem;
import io.earshot.live.ScoredHop;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NOON = 1_769_860_800_000_001L;
    private static final Map<String, String> SCHEMAS =
            Map.of("beat", "LiveBeat", "columns", "LiveColumns", "gaps", "LiveGaps", "scores", "LiveScores");

    private final LiveFeed feed = new LiveFeed();
    private final LiveResource resource = new LiveResource(feed, 2);
    private final TestEndpoint endpoint = TestEndpoint.of(resource);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        resource.close();
        endpoint.close();
    }

    @Test
    void shouldTellWhatArrivedAsTheDescriptionSays() throws Exception {
        try (Stream<String> lines = open("/api/live")) {
            Blocks blocks = new Blocks(lines.iterator());
            assertThat(blocks.next("beat").path("at").asText()).endsWith("Z");
            feed.arrived(new Columns("yard", Long.MAX_VALUE, NOON, true, new byte[] {0, 1, (byte) 255}, -12.345, -3));
            JsonNode columns = blocks.next("columns");
            assertThat(columns.path("bands").asInt()).isEqualTo(64);
            JsonNode item = columns.path("items").path(0);
            assertThat(item.path("data").asText()).isEqualTo("AAH/");
            assertThat(item.path("from").asText()).isEqualTo("2026-01-31T12:00:00.000001Z");
            assertThat(item.path("epochId").asText()).isEqualTo(Long.toString(Long.MAX_VALUE));
            assertThat(item.path("levelDbfs").asDouble()).isEqualTo(-12.3);
            feed.arrived(gap("yard"));
            assertThat(blocks.next("gaps").path("items").path(0).path("reason").asText())
                    .isEqualTo("SOURCE_DOWN");
            feed.arrived(hop(.7123456));
            JsonNode score =
                    blocks.next("scores").path("items").path(0).path("scores").path(0);
            assertThat(score.path("confidence").asDouble()).isEqualTo(.7123456);
            assertThat(score.path("openConfidence").asDouble()).isEqualTo(.5);
        }
    }

    @Test
    void shouldTellWhatArrivedMeanwhileInOneBlock() throws Exception {
        try (Stream<String> lines = open("/api/live")) {
            Blocks blocks = new Blocks(lines.iterator());
            blocks.next("beat");
            for (int i = 0; i < 50; i++) {
                feed.arrived(gap("street-" + i));
            }
            int items = 0;
            int sent = 0;
            while (items < 50) {
                items += blocks.next("gaps").path("items").size();
                sent++;
            }
            assertThat(items).isEqualTo(50);
            assertThat(sent).isLessThan(4);
        }
    }

    @Test
    void shouldTellOfTheSourcesThatAreAskedFor() throws Exception {
        try (Stream<String> lines = open("/api/live?source=street-*&source=yard")) {
            Blocks blocks = new Blocks(lines.iterator());
            blocks.next("beat");
            assertThat(feed.isWatched("attic")).isFalse();
            for (LiveItem item : List.of(gap("attic"), gap("street-1"), gap("yard"))) {
                feed.arrived(item);
            }
            assertThat(blocks.next("gaps").path("items").findValuesAsText("source"))
                    .startsWith("street-1")
                    .doesNotContain("attic");
        }
    }

    @Test
    void shouldForgetAWatcherThatIsGoneAndEndInGoodOrder() throws Exception {
        try (Stream<String> lines = open("/api/live")) {
            new Blocks(lines.iterator()).next("beat");
        }
        await().atMost(PATIENCE).until(() -> {
            feed.arrived(gap("yard"));
            return !feed.isWatched();
        });
        try (Stream<String> lines = open("/api/live")) {
            Iterator<String> all = lines.iterator();
            new Blocks(all).next("beat");
            resource.close();
            // What is left is told; then the stream is over, and not broken off.
            all.forEachRemaining(line -> assertThat(line).isNotNull());
        }
        assertThat(endpoint.get("/api/live").body()).isEqualTo("retry: 2000\n\n");
    }

    @Test
    void shouldAskTheWatcherThatIsOneTooManyToComeBack() throws Exception {
        try (Stream<String> one = open("/api/live");
                Stream<String> two = open("/api/live")) {
            new Blocks(one.iterator()).next("beat");
            new Blocks(two.iterator()).next("beat");
            assertThat(endpoint.get("/api/live").body()).isEqualTo("retry: 10000\n\n");
        }
    }

    @Test
    void shouldAnswerHeadAtOnceAndRefuseWhatItDoesNotKnow() throws Exception {
        HttpRequest.Builder head = endpoint.request("/api/live").method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertThat(endpoint.send(head).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream;"));
        assertThat(endpoint.get("/api/live?query=dog").statusCode()).isEqualTo(400);
        assertThat(feed.isWatched()).isFalse();
    }

    private Stream<String> open(String path) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer =
                client.send(endpoint.request(path).build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Gap gap(String source) {
        return new Gap(source, NOON, NOON + 1_500_000, GapReason.SOURCE_DOWN);
    }

    private static ScoredHop hop(double confidence) {
        return new ScoredHop("yard", NOON, NOON + 960_000, List.of(new ScoredHop.Score("dog", confidence, .5, .3)));
    }

    /** Blocks of a stream, each checked against its schema. */
    private static final class Blocks {
        private final Iterator<String> lines;
        private final ObjectNode document = new ClosedSchemas(OpenApiDocument.joined()).document();

        Blocks(Iterator<String> lines) {
            this.lines = lines;
        }

        /** The next block, which must be of this type. */
        JsonNode next(String type) throws IOException {
            String line = lines.next();
            while (line.isEmpty() || line.startsWith("retry: ")) {
                line = lines.next();
            }
            assertThat(line).isEqualTo("event: " + type);
            JsonNode data = JSON.readTree(lines.next().substring("data: ".length()));
            ObjectNode schema = JSON.createObjectNode();
            schema.put("$ref", "#/components/schemas/" + SCHEMAS.get(type));
            schema.set("components", document.get("components"));
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema)
                            .validate(
                                    data,
                                    context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .isEmpty();
            return data;
        }
    }
}
