package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a service starts, and what it says of itself; on one broker. */
class ServiceStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 80;

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static LoadedModel model;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder.resolve("broker"), Map.of());
        model = LoadedModel.open(cluster.config());
    }

    @AfterAll
    static void stop() throws IOException {
        model.close();
        cluster.close();
    }

    @Test
    void shouldLeaveNothingBehindWhereItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Path> before = scratchFolders();
            int threads = serviceThreads();
            EarshotConfig config = config(Map.of(Settings.HTTP_PORT, Integer.toString(taken.getLocalPort())));
            assertThatThrownBy(() -> TaggingService.start(config, model))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(":" + taken.getLocalPort(), "http.port");
            assertThat(scratchFolders()).isEqualTo(before);
            assertThat(serviceThreads()).isEqualTo(threads);
        }
    }

    /** Where the applications cannot start, the page and the feeds that did are closed. */
    @Test
    void shouldCloseWhatItOpenedWhenALaterStepFails() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<Path> before = scratchFolders();
        EarshotConfig config =
                config(Map.of(Settings.HTTP_PORT, Integer.toString(port), "kafka.num.standby.replicas", "no number"));
        assertThatThrownBy(() -> TaggingService.start(config, model)).hasMessageContaining("num.standby.replicas");
        assertThat(scratchFolders()).isEqualTo(before);
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void shouldBeReadyOnlyWhenEachOfManyQueriesIsMatched() throws Exception {
        StandingQuery[] queries = IntStream.range(0, MANY)
                .mapToObj(i -> StandingQuery.of("many-" + i, "a bell that rings " + i + " times"))
                .toArray(StandingQuery[]::new);
        try (TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            int before = service.queries().current().size();
            cluster.register(queries);
            await().atMost(Duration.ofSeconds(5)).until(() -> !service.isReady() || matched(service, before) == MANY);
            assertThat(service.state())
                    .satisfiesAnyOf(
                            state -> assertThat(state).contains("to go"),
                            state -> assertThat(matched(service, before)).isEqualTo(MANY));
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            assertThat(matched(service, before)).isEqualTo(MANY);
            assertThat(service.state()).endsWith("queries are all matched");
        } finally {
            for (StandingQuery query : queries) {
                cluster.remove(query.id());
            }
        }
    }

    @Test
    void shouldCloseTheEventsOfAQueryThatIsDisabledAndMatchItAgainWhenItIsEnabled() throws Exception {
        StandingQuery siren = StandingQuery.of("switched", "a siren wailing");
        cluster.register(siren);
        try (TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            var chunks = Recordings.chunks("siren.wav", "corner");
            int half = chunks.size() / 2;
            cluster.publish(chunks.subList(0, half));
            await().atMost(PATIENCE).until(() -> phases("corner").contains(EventPhase.OPEN));
            cluster.enable(siren, false);
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("switched").isEmpty());
            assertThat(get(service, "/api/queries")).contains("\"id\":\"switched\"", "\"enabled\":false");
            cluster.publish(chunks.subList(half, chunks.size()));
            await().atMost(PATIENCE).until(() -> phases("corner").contains(EventPhase.CLOSE));
            assertThat(phases("corner")).endsWith(EventPhase.CLOSE);
            cluster.enable(siren, true);
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("switched").isPresent());
        }
    }

    /** Also: nothing sounds like an error where nothing is wrong, not even the first time. */
    @Test
    void shouldSweepWhatAKilledServiceLeftAndLeaveNothingItself() throws Exception {
        try (EarshotProcess killed = serve("killed")) {
            killed.awaitListening(PATIENCE);
            assertThat(killed.errors()).doesNotContain("ERROR", "Exception");
            killed.kill();
        }
        // Its state, and the cache of clips.
        assertThat(left()).hasSize(2);
        try (EarshotProcess next = serve("next")) {
            next.awaitListening(PATIENCE);
            next.terminate();
            assertThat(next.await(PATIENCE)).as(next.errors()).isEqualTo(143);
            assertThat(next.errors()).doesNotContain("ERROR", "Exception");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldSayOnOneLineThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EarshotProcess serve = serve("taken", "-s", "http.port=" + taken.getLocalPort())) {
            assertThat(serve.await(PATIENCE)).isOne();
            assertThat(serve.errors().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("earshot: the console cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static EarshotProcess serve(String name, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("serve", "--bootstrap-servers", cluster.bootstrapServers()));
        words.addAll(List.of("-s", "topic.prefix=first.", "-s", "application.id=first", "-s", "topic.partitions=2"));
        words.addAll(more.length > 0 ? List.of(more) : List.of("-s", "http.port=0"));
        return EarshotProcess.start(folder, name, words.toArray(String[]::new));
    }

    private static List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(EarshotProcess.temporary(folder))) {
            return all.filter(path -> path.getFileName().toString().startsWith("earshot-"))
                    .toList();
        }
    }

    private static List<EventPhase> phases(String source) {
        return cluster.events().getOrDefault(source, List.of()).stream()
                .map(Event::phase)
                .toList();
    }

    private static int matched(TaggingService service, int before) {
        return service.queries().current().size() - before;
    }

    private static String get(TaggingService service, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static EarshotConfig config(Map<String, String> changed) {
        Map<String, String> settings = new TreeMap<>(changed);
        settings.put(Settings.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        return EarshotConfig.of(settings);
    }

    /** Of this process. */
    private static List<Path> scratchFolders() throws IOException {
        String mine = "earshot-state-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith(mine))
                    .sorted()
                    .toList();
        }
    }

    private static int serviceThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("topic-tail|.*StreamThread.*"))
                .count();
    }
}
