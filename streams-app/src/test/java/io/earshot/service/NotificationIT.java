package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.earshot.app.Deliveries;
import io.earshot.app.NotificationService;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.ReceiverGroups;
import io.earshot.cluster.ReceiverStore;
import io.earshot.config.EarshotConfig;
import io.earshot.decide.Event;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.notify.Grouping;
import io.earshot.notify.QuietHours;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.Route;
import io.earshot.notify.SomeEvents;
import io.earshot.notify.http.HookServer;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of what, with a real broker, receivers that fail, and processes that are killed. */
@Timeout(180)
class NotificationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static EarshotConfig config;
    private static KafkaAccess kafka;
    private static final WireSerdes WIRE = WireSerdes.of(Map.of());
    private static final Topics TOPICS = new Topics("earshot.");

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder.resolve("broker"), Map.of());
        config = TellingProcess.config(cluster.bootstrapServers());
        kafka = new KafkaAccess(config);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void shouldLoseNothingWhenTheReceiverIsDownAndTheServiceIsKilled() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        // Acknowledges nothing by chance: every fifth answer is lost after the message has been taken.
        HookServer.Script flaky = (post, out) -> {
            if (seen.incrementAndGet() % 5 == 0) {
                return false;
            }
            HookServer.head(out, "200 OK");
            return true;
        };
        List<HookServer.Post> all = new ArrayList<>();
        HookServer server = HookServer.start(flaky);
        int port = server.port();
        put(receiver("down", server.url("/")));
        TellingProcess first = TellingProcess.start(folder, "first", cluster.bootstrapServers(), SECRET);
        try {
            write("down", 0, 50);
            await().atMost(PATIENCE).until(() -> eventIds(server.posts()).size() >= 20);
            server.close();
            all.addAll(server.posts());
            write("down", 50, 150);
            first.kill();
            write("down", 150, 200);
            TellingProcess second = TellingProcess.start(folder, "second", cluster.bootstrapServers(), SECRET);
            try (HookServer again = HookServer.at(port, flaky)) {
                await().atMost(PATIENCE).until(() -> again.posts().size() >= 10);
                // In the middle of telling.
                second.kill();
                try (TellingProcess third = TellingProcess.start(folder, "third", cluster.bootstrapServers(), SECRET)) {
                    assertThat(third).isNotNull();
                    await().atMost(PATIENCE).until(() -> {
                        List<HookServer.Post> soFar = new ArrayList<>(all);
                        soFar.addAll(again.posts());
                        return eventIds(soFar).size() == 200 && lag("down") == 0;
                    });
                }
                all.addAll(again.posts());
            } finally {
                second.close();
            }
        } finally {
            first.close();
        }
        requireEachOnceById(all, "down", 200);
        remove("down");
    }

    private static void requireEachOnceById(List<HookServer.Post> posts, String source, int events) throws Exception {
        Map<String, Set<String>> idsOfEvents = new TreeMap<>();
        Map<String, Set<String>> bodiesOfIds = new TreeMap<>();
        for (HookServer.Post post : posts) {
            new Webhook(SECRET)
                    .verify(
                            post.text(),
                            post.headers().entrySet().stream()
                                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))));
            idsOfEvents.computeIfAbsent(eventId(post), id -> new TreeSet<>()).add(post.id());
            bodiesOfIds.computeIfAbsent(post.id(), id -> new TreeSet<>()).add(eventId(post));
        }
        System.out.printf(
                "receiver down, service killed twice: %d events, %d requests, %d told twice (same id), 0 lost%n",
                idsOfEvents.size(), posts.size(), posts.size() - bodiesOfIds.size());
        assertThat(idsOfEvents.keySet())
                .isEqualTo(IntStream.range(0, events)
                        .mapToObj(i -> source + "-" + i)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(idsOfEvents.values()).as("one id for an event").allMatch(ids -> ids.size() == 1);
        assertThat(bodiesOfIds.values()).as("one event for an id").allMatch(ids -> ids.size() == 1);
    }

    @Test
    void shouldNotDelayOthersByAReceiverThatNeverAnswersAndDisableOneThatIsGone() throws Exception {
        AtomicInteger busy = new AtomicInteger();
        try (HookServer silent = HookServer.start((post, out) -> {
                    new java.util.concurrent.CountDownLatch(1).await();
                    return false;
                });
                HookServer gone = HookServer.start(HookServer.always("410 Gone"));
                HookServer limited = HookServer.start((post, out) -> {
                    boolean isBusy = busy.incrementAndGet() <= 2;
                    HookServer.head(out, isBusy ? "429 Slow Down" : "200 OK", "Retry-After: 1");
                    return true;
                });
                HookServer well = HookServer.start(HookServer.always("200 OK"));
                TaggingMetrics metrics = new TaggingMetrics()) {
            put(receiver("silent", silent.url("/")));
            put(receiver("gone", gone.url("/")));
            put(receiver("limited", limited.url("/")));
            put(receiver("well", well.url("/")));
            try (NotificationService service = service(metrics)) {
                await().atMost(PATIENCE)
                        .until(() -> List.of("silent", "gone", "limited", "well").stream()
                                .allMatch(service::isTelling));
                for (String id : List.of("silent", "gone", "limited", "well")) {
                    write(id, 0, 3);
                }
                // Long before the one that never answers is given up.
                await().atMost(PATIENCE).until(() -> well.posts().size() == 3);
                await().atMost(PATIENCE).until(() -> limited.posts().size() == 5);
                assertThat(eventIds(limited.posts())).hasSize(3);
                await().atMost(PATIENCE)
                        .until(() -> store(store -> store.catalog()
                                .find("gone")
                                .flatMap(io.earshot.wire.Decoded::value)
                                .filter(found -> !found.enabled()
                                        && found.disabledReason().contains("410"))
                                .isPresent()));
                assertThat(gone.posts()).as("asked once").hasSize(1);
                await().atMost(PATIENCE).until(() -> lag("well") == 0 && lag("limited") == 0);
                // That others were passed over is kept now and then.
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lag("silent")).isEqualTo(3));
                assertThat(lag("gone")).as("kept for when it is enabled").isGreaterThanOrEqualTo(3);
                assertThat(metrics.scrape())
                        .contains("earshot_notifications_total{kind=\"webhook\",outcome=\"disabled\"} 1.0")
                        .contains("earshot_notifications_total{kind=\"webhook\",outcome=\"delivered\"} 6.0");
            }
        } finally {
            for (String id : List.of("silent", "gone", "limited", "well")) {
                remove(id);
            }
        }
    }

    @Test
    void shouldKeepWhatIsRefusedAndGoOn() throws Exception {
        try (HookServer picky = HookServer.start((post, out) -> {
                    HookServer.head(out, eventId(post).endsWith("-1") ? "413 Too Large" : "200 OK");
                    return true;
                });
                TaggingMetrics metrics = new TaggingMetrics()) {
            put(receiver("picky", picky.url("/")));
            try (NotificationService service = service(metrics)) {
                await().atMost(PATIENCE).until(() -> service.isTelling("picky"));
                write("picky", 0, 3);
                await().atMost(PATIENCE).until(() -> lag("picky") == 0);
                assertThat(eventIds(picky.posts())).hasSize(3);
                assertThat(picky.posts()).hasSize(3);
                assertThat(service.dead().newest(10)).singleElement().satisfies(dead -> {
                    assertThat(dead.receiver()).isEqualTo("picky");
                    assertThat(dead.event().eventId()).isEqualTo("picky-1");
                    assertThat(dead.reason()).contains("413");
                    assertThat(dead.attempts()).isEqualTo("1");
                });
            }
        } finally {
            remove("picky");
        }
    }

    @Test
    void shouldTellANewReceiverOfNothingThatWasBeforeItAndEndItsGroupWithIt() throws Exception {
        write("fresh", 0, 5);
        try (HookServer server = HookServer.start(HookServer.always("200 OK"));
                TaggingMetrics metrics = new TaggingMetrics();
                NotificationService service = service(metrics)) {
            put(receiver("fresh", server.url("/")));
            // Before anybody has begun to tell it.
            write("fresh", 5, 10);
            await().atMost(PATIENCE).until(() -> server.posts().size() == 5);
            assertThat(eventIds(server.posts()))
                    .containsExactlyInAnyOrder("fresh-5", "fresh-6", "fresh-7", "fresh-8", "fresh-9");
            await().atMost(PATIENCE).until(() -> lag("fresh") == 0);
            remove("fresh");
            await().atMost(PATIENCE).until(() -> !groups().contains("earshot-receiver-fresh"));
            assertThat(service.isTelling("fresh")).isFalse();
        }
    }

    @Test
    void shouldTellManyAsOneWithTheirCount() throws Exception {
        try (HookServer server = HookServer.start(HookServer.always("200 OK"));
                TaggingMetrics metrics = new TaggingMetrics();
                NotificationService service = service(metrics)) {
            Receiver plain = receiver("rain", server.url("/"));
            put(new Receiver(
                    plain.id(),
                    plain.kind(),
                    plain.address(),
                    plain.options(),
                    true,
                    plain.route(),
                    QuietHours.NONE,
                    new Grouping(Duration.ofSeconds(3), 4),
                    ""));
            await().atMost(PATIENCE).until(() -> service.isTelling("rain"));
            write("rain", 0, 30);
            await().atMost(PATIENCE)
                    .until(() -> lag("rain") == 0 && !server.posts().isEmpty());
            assertThat(server.posts()).hasSize(1);
            var body = new ObjectMapper().readTree(server.posts().get(0).body());
            assertThat(body.path("type").asText()).isEqualTo("events");
            assertThat(body.path("data").path("count").asInt()).isEqualTo(30);
            assertThat(body.path("data").path("events")).hasSize(4);
        } finally {
            remove("rain");
        }
    }

    private static NotificationService service(TaggingMetrics metrics) {
        return NotificationService.start(
                config,
                Deliveries.of(config, Map.of("NOTIFY_SECRET", SECRET)),
                TellingProcess.FAST,
                metrics.notifications());
    }

    /** Told of the source that has its name. */
    private static Receiver receiver(String id, String url) {
        Route route = new Route(List.of(id), List.of(), Map.of(), 0, Route.ALL.phases(), Route.Absences.INCLUDED);
        return new Receiver(
                id,
                ReceiverKind.WEBHOOK,
                url,
                Map.of("secret", "${env:NOTIFY_SECRET}"),
                true,
                route,
                QuietHours.NONE,
                Grouping.NONE,
                "");
    }

    private interface Use<T> {
        T of(ReceiverStore store) throws InterruptedException;
    }

    private static <T> T store(Use<T> use) throws InterruptedException {
        try (ReceiverStore store = new ReceiverStore(kafka, new ReceiverGroups(config), TOPICS, WIRE)) {
            return use.of(store);
        }
    }

    private static void put(Receiver receiver) throws InterruptedException {
        store(store -> {
            store.put(receiver, Optional.empty(), "test");
            return true;
        });
    }

    private static void remove(String id) throws InterruptedException {
        store(store -> {
            store.remove(id, "test");
            return true;
        });
    }

    private static long lag(String id) throws InterruptedException {
        return store(store -> store.lag(id).orElse(-1L));
    }

    private static Set<String> groups() throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .collect(Collectors.toSet());
        }
    }

    private static void write(String source, int from, int to) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<String, Event> producer = kafka.producer(WIRE.events().serializer())) {
            for (int i = from; i < to; i++) {
                sent.add(producer.send(new ProducerRecord<>(
                        TOPICS.events().name(), source, SomeEvents.open(source, source + "-" + i))));
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private static Set<String> eventIds(List<HookServer.Post> posts) {
        return posts.stream().map(NotificationIT::eventId).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String eventId(HookServer.Post post) {
        try {
            return new ObjectMapper()
                    .readTree(post.body())
                    .path("data")
                    .path("id")
                    .asText();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
