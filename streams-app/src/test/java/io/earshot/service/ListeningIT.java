package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.IngestService;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.cluster.SourceCatalog;
import io.earshot.source.AudioSource;
import io.earshot.source.Channel;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who listens to which source, with a real broker and recordings that play in their own time. */
class ListeningIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HAND_OVER = Duration.ofSeconds(10);
    private static final Set<String> EIGHT =
            new TreeSet<>(IntStream.range(0, 8).mapToObj(i -> "station-" + i).toList());

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static String recording;

    private final PlayingOpener first = new PlayingOpener();
    private final PlayingOpener second = new PlayingOpener();

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder.resolve("broker"), Map.of());
        recording = Recordings.folder().resolve("rain.wav").toString();
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @AfterEach
    void forget() throws Exception {
        cluster.removeSources(cluster.sources().ids());
    }

    @Test
    @SuppressWarnings("try") // stopping one is what is tested
    void shouldShareSourcesAndTakeOverThoseOfAnInstanceThatStops() throws Exception {
        addEight();
        try (IngestService one = IngestService.start(cluster.config(), first)) {
            await().atMost(PATIENCE).until(() -> first.playing().equals(EIGHT));
            try (IngestService other = IngestService.start(cluster.config(), second)) {
                await().atMost(PATIENCE)
                        .until(() -> other.isReady() && !second.playing().isEmpty());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(together()).isEqualTo(EIGHT));
                assertThat(first.playing()).isNotEmpty().doesNotContainAnyElementsOf(second.playing());
                assertThat(first.opened())
                        .as("those that stay are not opened anew")
                        .hasSize(8);

                long stopped = System.nanoTime();
                one.close();
                await().atMost(HAND_OVER).until(() -> second.playing().equals(EIGHT));
                tell("all heard by the other instance after one stopped", stopped);
                assertThat(first.playing()).isEmpty();
                assertThat(second.opened()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void shouldTakeOverTheSourcesOfAProcessThatIsKilled() throws Exception {
        addEight();
        try (IngestService one = IngestService.start(cluster.config(), first);
                ListeningProcess other = ListeningProcess.start(folder, cluster.bootstrapServers())) {
            await().atMost(PATIENCE).until(() -> {
                Set<String> others = listenedToBy(other);
                return !others.isEmpty() && union(first.playing(), others).equals(EIGHT);
            });
            Set<String> stayed = first.playing();
            List<String> before = first.opened();

            long killed = System.nanoTime();
            long killedMicros = System.currentTimeMillis() * 1000;
            other.kill();
            await().atMost(Duration.ofSeconds(12)).until(() -> first.playing().equals(EIGHT));
            tell("all heard by the other instance after one was killed", killed);
            assertThat(one.isReady()).isTrue();
            Set<String> taken = new TreeSet<>(EIGHT);
            taken.removeAll(stayed);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.chunks().stream()
                                    .filter(chunk -> chunk.epochStartMicros() > killedMicros)
                                    .map(AudioChunk::sourceId))
                            .containsAll(taken));
            assertThat(first.opened().subList(before.size(), first.opened().size()))
                    .as("those that stay are not opened anew")
                    .doesNotContainAnyElementsOf(stayed);
        }
    }

    @Test
    void shouldOpenOnlyTheSourceThatIsEditedAnew() throws Exception {
        addEight();
        try (IngestService one = IngestService.start(cluster.config(), first)) {
            await().atMost(PATIENCE).until(() -> first.playing().equals(EIGHT));
            AudioSource before = source("station-3");
            cluster.put(new AudioSource(
                    before.id(), before.address(), Channel.of("left"), 1, false, Map.of(), Map.of("city", "Kiel")));
            await().atMost(PATIENCE)
                    .until(() -> first.opened().size() == 9 && first.playing().equals(EIGHT));
            assertThat(first.opened().get(8)).isEqualTo("station-3");

            cluster.put(new AudioSource(
                    before.id(), before.address(), Channel.of("left"), 1, false, Map.of(), Map.of("city", "Bonn")));
            cluster.put(source("station-9"));
            await().atMost(PATIENCE).until(() -> first.playing().contains("station-9"));
            assertThat(first.opened()).as("labels are nothing to the listener").hasSize(10);
            assertThat(one.isLive()).isTrue();
        }
    }

    @Test
    void shouldEndASourceThatIsRemovedAndForgetItsState() throws Exception {
        cluster.put(source("yard"), source("gate"));
        try (IngestService one = IngestService.start(cluster.config(), first)) {
            await().atMost(PATIENCE).until(() -> first.playing().equals(Set.of("yard", "gate")));
            await().atMost(PATIENCE).until(() -> state("yard").equals(Optional.of(SourceState.HEALTHY)));
            cluster.removeSources(List.of("yard"));
            await().atMost(PATIENCE).until(() -> first.playing().equals(Set.of("gate")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.chunks())
                            .filteredOn(chunk -> chunk.sourceId().equals("yard"))
                            .last()
                            .extracting(AudioChunk::kind)
                            .isEqualTo(ChunkKind.END));
            await().atMost(PATIENCE).until(() -> state("yard").isEmpty());
            await().atMost(PATIENCE).until(() -> !listed(one).toString().contains("yard"));
        }
    }

    @Test
    void shouldPauseAndResumeASourceAndTellIt() throws Exception {
        cluster.put(source("roof"));
        try (IngestService one = IngestService.start(cluster.config(), first)) {
            await().atMost(PATIENCE).until(() -> state("roof").equals(Optional.of(SourceState.HEALTHY)));
            cluster.put(source("roof").withPaused(true));
            await().atMost(PATIENCE).until(() -> state("roof").equals(Optional.of(SourceState.PAUSED)));
            assertThat(first.playing()).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    listed(one).at("/items/0/listening/state").asText())
                            .isEqualTo("PAUSED"));
            assertThat(get(one, "/metrics").body())
                    .contains("earshot_source_state{source=\"roof\",state=\"paused\"} 1");
            cluster.put(source("roof"));
            await().atMost(PATIENCE).until(() -> first.playing().equals(Set.of("roof")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(one, "/metrics").body())
                            .contains("earshot_source_state{source=\"roof\",state=\"healthy\"} 1")
                            .doesNotContain("state=\"paused\""));
        }
    }

    @Test
    void shouldLeaveOutABadRecordAndListenToTheOthers() throws Exception {
        cluster.writeToSources("bad", new byte[] {1, 2, 3});
        addEight();
        cluster.put(AudioSource.of("gone", "no-such-file.wav"));
        try (IngestService one = IngestService.start(cluster.config(), first)) {
            await().atMost(PATIENCE).until(() -> first.playing().equals(EIGHT));
            cluster.writeToSources("station-2", new byte[] {9});
            cluster.put(source("late"));
            await().atMost(PATIENCE).until(() -> first.playing().contains("late"));
            assertThat(first.playing()).as("it goes on as it was").contains("station-2");
            assertThat(first.opened()).hasSize(9);
            await().atMost(PATIENCE).until(() -> state("gone").equals(Optional.of(SourceState.REFUSED)));
            assertThat(one.isReady()).isTrue();
            assertThat(get(one, "/api/status").body()).contains("\"role\":\"ingest\"");
        }
    }

    private void addEight() throws InterruptedException {
        cluster.put(EIGHT.stream().map(ListeningIT::source).toArray(AudioSource[]::new));
    }

    private static AudioSource source(String id) {
        return AudioSource.of(id, recording);
    }

    private Set<String> together() {
        return union(first.playing(), second.playing());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Optional<SourceState> state(String id) {
        return cluster.sources().status(id).map(SourceStatus::state);
    }

    /** Sources that a process says it hears. */
    private static Set<String> listenedToBy(ListeningProcess process) {
        Set<String> ids = new TreeSet<>();
        SourceCatalog noted = cluster.sources();
        for (String id : EIGHT) {
            noted.status(id)
                    .filter(status -> status.state() == SourceState.HEALTHY
                            && status.listener().contains(Long.toString(process.pid())))
                    .ifPresent(status -> ids.add(id));
        }
        return ids;
    }

    private static JsonNode listed(IngestService service) throws Exception {
        return new ObjectMapper().readTree(get(service, "/api/sources").body());
    }

    private static HttpResponse<String> get(IngestService service, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void tell(String what, long sinceNanos) {
        System.out.printf("%s: %.1f s%n", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos) / 1000.);
    }
}
