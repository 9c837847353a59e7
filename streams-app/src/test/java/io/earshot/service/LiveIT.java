package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.IngestService;
import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleClock;
import io.earshot.audio.SampleEncoding;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.live.ColumnScale;
import io.earshot.live.Tone;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What is heard now over HTTP, with a real broker and a real service. */
class LiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RATE = 16_000;
    private static final String WARM_UP = "warm-up";

    @TempDir
    private static Path folder;

    private static Cluster broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new Cluster(folder.resolve("broker"), Map.of());
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @Test
    void shouldShowAToneAtItsTimeAndTheGapInIt(TestInfo test) throws Exception {
        Cluster cluster = cluster(test);
        try (IngestService service = IngestService.start(cluster.config(), new PlayingOpener());
                EventReader reader = EventReader.at(service.httpPort(), "/api/live?source=yard&source=" + WARM_UP)) {
            List<AudioChunk> chunks = new ArrayList<>();
            var tone = Tone.sine(1_000, RATE, RATE, 2 * RATE);
            chunks.addAll(Tone.chunks("yard", RATE, 0, 2 * RATE, 1_600, tone));
            chunks.add(AudioChunk.gap("yard", 1, 2 * RATE, Tone.EPOCH, new PcmFormat(RATE, 1, SampleEncoding.S16), RATE)
                    .withGapReason(GapReason.SOURCE_DOWN));
            chunks.addAll(Tone.chunks("yard", RATE, 3 * RATE, 4 * RATE, 1_600, tone));
            Told told = tell(cluster, reader, chunks, said -> said.begins.size() >= 25 + 12 && !said.gaps.isEmpty());

            assertThat(told.loudBegins).isNotEmpty().allMatch(begin -> begin >= 960_000 && begin < 2_000_000);
            assertThat(told.loudBands).isSubsetOf(Tone.band(1_000) - 1, Tone.band(1_000), Tone.band(1_000) + 1);
            assertThat(told.begins)
                    .filteredOn(begin -> begin >= 2_000_000 && begin < 3_000_000)
                    .isEmpty();
            assertThat(told.gaps.get(0).path("from").asText()).isEqualTo("2026-01-31T12:00:02Z");
            assertThat(told.gaps.get(0).path("to").asText()).isEqualTo("2026-01-31T12:00:03Z");
            assertThat(told.gaps.get(0).path("reason").asText()).isEqualTo("SOURCE_DOWN");
        }
    }

    @Test
    void shouldTellOfFiftySources(TestInfo test) throws Exception {
        Cluster cluster = cluster(test);
        try (IngestService service = IngestService.start(cluster.config(), new PlayingOpener());
                EventReader reader = EventReader.at(service.httpPort(), "/api/live")) {
            List<AudioChunk> chunks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                chunks.addAll(Tone.chunks("street-" + i, RATE, 0, RATE, 1_600, Tone.sine(1_000, RATE, 0, RATE)));
            }
            Told told = tell(cluster, reader, chunks, said -> said.begins.size() >= 50 * 12);
            assertThat(told.sources).hasSize(50);
            assertThat(told.begins).hasSize(50 * 12);
        }
    }

    @Test
    void shouldTellTheConfidenceThatDecides(TestInfo test) throws Exception {
        Cluster cluster = cluster(test);
        try (LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            cluster.register(StandingQuery.of("siren", "a siren wailing"), StandingQuery.of("rain", "rain falling"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> service.queries().current().size() == 2);
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            try (EventReader reader = EventReader.at(service.httpPort(), "/api/live")) {
                List<AudioChunk> chunks = Recordings.chunks("siren.wav", "yard");
                AudioChunk last = chunks.get(chunks.size() - 1);
                SampleClock clock =
                        new SampleClock(last.epochStartMicros(), last.format().sampleRateHz());
                // Times of hops are rounded to samples of the model's rate.
                Instant end = clock.instantAt(last.endSample()).minusMillis(50);
                Told told = tell(cluster, reader, chunks, said -> said.isHeardTo(end));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> isClosed(cluster.events().get("yard")));
                Event closed = newest(cluster.events().get("yard"));
                // Kept segments are in half precision.
                assertThat(told.best("siren")).isCloseTo(closed.confidence(), within(.02));
                assertThat(told.best("rain")).isLessThan(.5);
                JsonNode score = told.hops.get(0).path("scores").path(0);
                assertThat(score.path("openConfidence").asDouble())
                        .isEqualTo(closed.subject().point().openConfidence());
            }
        }
    }

    private static boolean isClosed(List<Event> events) {
        return events != null && newest(events).phase() == EventPhase.CLOSE;
    }

    private static Event newest(List<Event> events) {
        return events.get(events.size() - 1);
    }

    private static Cluster cluster(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        return Cluster.at(broker.bootstrapServers(), Map.of(Settings.TOPIC_PREFIX, prefix));
    }

    /** Publishes, once the service is known to read, and takes what is told until it is enough. */
    private static Told tell(Cluster cluster, EventReader reader, List<AudioChunk> chunks, Predicate<Told> isEnough)
            throws Exception {
        CompletableFuture<Told> warm = CompletableFuture.supplyAsync(() -> read(reader, told -> told.isWarm));
        for (long first = 0; !warm.isDone() && first < 600L * RATE; first += RATE) {
            cluster.publish(Tone.chunks(WARM_UP, RATE, first, first + RATE, RATE, sample -> 0));
            try {
                warm.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // What is published before the service reads the topic is not told.
            }
        }
        warm.get(1, TimeUnit.SECONDS);
        cluster.publish(chunks);
        return read(reader, isEnough);
    }

    private static Told read(EventReader reader, Predicate<Told> isEnough) {
        try {
            Told told = new Told();
            while (!isEnough.test(told)) {
                EventReader.Block block = reader.next().orElseThrow();
                if (!block.data().isEmpty()) {
                    told.take(block.type(), new ObjectMapper().readTree(block.data()));
                }
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was told, but for the warming up. */
    private static final class Told {
        private final Set<String> sources = new HashSet<>();
        private final List<Long> begins = new ArrayList<>();
        private final List<Long> loudBegins = new ArrayList<>();
        private final Set<Integer> loudBands = new HashSet<>();
        private final List<JsonNode> gaps = new ArrayList<>();
        private final List<JsonNode> hops = new ArrayList<>();
        private boolean isWarm;

        void take(String type, JsonNode block) {
            for (JsonNode item : block.path("items")) {
                String source = item.path("source").asText();
                if (source.equals(WARM_UP)) {
                    isWarm = true;
                } else {
                    sources.add(source);
                    takeItem(type, item);
                }
            }
        }

        private void takeItem(String type, JsonNode item) {
            switch (type) {
                case "columns" -> takeColumns(item);
                case "gaps" -> gaps.add(item);
                case "scores" -> hops.add(item);
                default -> throw new IllegalArgumentException(type);
            }
        }

        private void takeColumns(JsonNode item) {
            byte[] levels = Base64.getDecoder().decode(item.path("data").asText());
            long from = ChronoUnit.MICROS.between(
                            Instant.EPOCH, Instant.parse(item.path("from").asText()))
                    - Tone.EPOCH;
            for (int column = 0; column < levels.length / ColumnScale.BANDS; column++) {
                begins.add(from + (long) column * ColumnScale.COLUMN_MICROS);
                int loudest = Tone.loudest(levels, column);
                if (Tone.level(levels, column, loudest) > 150) {
                    loudBegins.add(begins.get(begins.size() - 1));
                    loudBands.add(loudest);
                }
            }
        }

        double best(String query) {
            return hops.stream()
                    .flatMap(hop -> StreamSupport.stream(hop.path("scores").spliterator(), false))
                    .filter(score -> score.path("query").asText().equals(query))
                    .mapToDouble(score -> score.path("confidence").asDouble())
                    .max()
                    .orElse(0);
        }

        boolean isHeardTo(Instant end) {
            return hops.stream()
                    .anyMatch(hop -> !Instant.parse(hop.path("to").asText()).isBefore(end));
        }
    }
}
