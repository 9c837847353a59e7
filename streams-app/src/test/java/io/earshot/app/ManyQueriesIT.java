package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.embedding.Embedding;
import io.earshot.http.HttpEndpoint;
import io.earshot.http.QuietStatus;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.BackgroundFit;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long lists of 10,000 queries take, that a process has registered; it prints the times. */
class ManyQueriesIT {
    private static final int MANY = 10_000;
    private static final int TIMES = 20;
    private static final long MOST_MILLIS = 3_000;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void shouldAnswerAPageOfTenThousandSoon() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                TaggingMetrics metrics = new TaggingMetrics()) {
            EarshotConfig config = EarshotConfig.of(
                    Map.of(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers(), Settings.TOPIC_REPLICATION, "1"));
            KafkaAccess kafka = new KafkaAccess(config);
            try (Admin admin = kafka.admin()) {
                new TopicCreation(config).createMissing(admin);
            }
            LiveQueryTable table = new LiveQueryTable();
            WireSerdes wire = WireSerdes.of(Map.of());
            Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
            write(kafka, topics, wire, table);
            AtomicReference<RuntimeException> failure = new AtomicReference<>();
            try (StandingRecords records = new StandingRecords(kafka, topics, wire, failure::set);
                    HttpEndpoint endpoint = HttpEndpoint.start(
                            new QuietStatus(),
                            List.of(records.queries(new MatchedHere(table, null))),
                            metrics,
                            "127.0.0.1",
                            0)) {
                measure(endpoint, "first page", "/api/queries", 50);
                measure(endpoint, "page of 500", "/api/queries?limit=500", 500);
                measure(endpoint, "search that finds one", "/api/queries?search=number%209999", 1);
                measure(endpoint, "search that finds none", "/api/queries?search=nowhere", 0);
                measure(endpoint, "all that are registered", "/api/queries?state=REGISTERED", 50);
                measure(endpoint, "none that is refused", "/api/queries?state=REFUSED", 0);
                assertThat(failure).hasValue(null);
            }
        }
    }

    private static void write(KafkaAccess kafka, Topics topics, WireSerdes wire, LiveQueryTable table) {
        try (Producer<String, Decoded<QueryRecord>> producer =
                kafka.producer(wire.queries().serializer())) {
            for (int i = 0; i < MANY; i++) {
                StandingQuery query = StandingQuery.of("q" + i, "a bell that rings, number " + i);
                var unused = producer.send(
                        new ProducerRecord<>(
                                topics.queries().name(), query.id(), new Decoded.Present<>(QueryRecord.of(query))),
                        (written, failed) -> {});
                table.register(new RegisteredQuery(
                        query,
                        QueryVersion.of(query),
                        new Embedding(new float[] {1, 0}, new float[0]),
                        new BackgroundFit(0, 1)));
            }
        }
    }

    /** The first answer also waits for the topic to be read. */
    private void measure(HttpEndpoint endpoint, String what, String path, int items) throws Exception {
        long first = millis(endpoint, path, items);
        long most = 0;
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            long millis = millis(endpoint, path, items);
            most = Math.max(most, millis);
            sum += millis;
        }
        System.out.printf(
                "%d queries, %s: first %d ms, then %.1f ms on average, %d ms at most%n",
                MANY, what, first, (double) sum / TIMES, most);
        assertThat(most).as(what).isLessThan(MOST_MILLIS);
    }

    private long millis(HttpEndpoint endpoint, String path, int items) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        long millis = (System.nanoTime() - start) / 1_000_000;
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.path("items")).as(answer.body()).hasSize(items);
        return millis;
    }
}
