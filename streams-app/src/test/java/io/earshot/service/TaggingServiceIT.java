package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.audio.AudioChunk;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggingServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void shouldHearASirenAfterARestartWithTheQueriesThatWereThereBefore() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config())) {
            cluster.register(StandingQuery.of("siren", "a siren wailing"), StandingQuery.of("rain", "rain falling"));
            try (TaggingService service = TaggingService.start(cluster.config(), model)) {
                assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
                assertThat(service.queries().current().size()).isEqualTo(2);
            }
            try (TaggingService restarted = TaggingService.start(cluster.config(), model)) {
                assertThat(restarted.awaitReady(PATIENCE)).as(restarted.state()).isTrue();
                assertThat(restarted.queries().current().size()).isEqualTo(2);
                cluster.publish(Recordings.chunks("siren.wav", "yard"));
                await().atMost(PATIENCE).until(() -> isClosed(cluster.events().get("yard")));
                assertThat(cluster.events().get("yard"))
                        .extracting(event -> event.query().id())
                        .containsOnly("siren");
            }
        }
    }

    @Test
    void shouldTakeAQueryOnAndOffWhileItRuns() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            cluster.register(StandingQuery.of("dog", "a dog barking"));
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("dog").isPresent());
            cluster.remove("dog");
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("dog").isEmpty());
        }
    }

    @Test
    void shouldCloseTheEventsOfASourceThatFellSilent() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of(Settings.STALL_SECONDS, "2"));
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            cluster.register(StandingQuery.of("siren", "a siren wailing"));
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("siren").isPresent());
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            List<AudioChunk> chunks = Recordings.chunks("siren.wav", "street");
            cluster.publish(chunks.subList(0, chunks.size() - 3));
            await().atMost(PATIENCE).until(() -> isClosed(cluster.events().get("street")));
            List<Event> events = cluster.events().get("street");
            assertThat(events.get(events.size() - 1).endReason().name()).isEqualTo("STREAM_LOST");
        }
    }

    private static boolean isClosed(List<Event> events) {
        return events != null && events.get(events.size() - 1).phase() == EventPhase.CLOSE;
    }
}
