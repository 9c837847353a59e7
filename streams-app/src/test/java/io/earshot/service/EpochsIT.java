package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.config.Settings;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks and installations as they are: what a source says is heard, whatever its clock says and whoever else is there. */
class EpochsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long TWO_HOURS = 7_200_000_000L;

    @TempDir
    private Path folder;

    @Test
    void shouldHearASourceWhoseClockWentBackAndAccountForAllOfIt() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of(Settings.STALL_SECONDS, "2"));
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            listen(cluster, service);
            cluster.publish(Recordings.chunks("siren.wav", "pi", Recordings.EPOCH));
            cluster.publish(Recordings.chunks("siren.wav", "pi", Recordings.EPOCH - TWO_HOURS));
            await().atMost(PATIENCE).until(() -> closed(cluster) == 2);
            await().atMost(PATIENCE).until(() -> heardMicros(cluster) == 16_000_000);

            assertThat(cluster.events().get("pi"))
                    .extracting(Event::epochId)
                    .containsOnly(Recordings.EPOCH, Recordings.EPOCH - TWO_HOURS);
            assertThat(cluster.coverage())
                    .allSatisfy(minute -> assertThat(minute.gaps()).isEmpty());
            assertThat(cluster.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldHearBothOfTwoInstallationsThatDifferByTheirTopicsOnly() throws Exception {
        try (Cluster one = new Cluster(folder.resolve("broker"), Map.of(Settings.TOPIC_PREFIX, "one."));
                Cluster two = Cluster.at(one.bootstrapServers(), Map.of(Settings.TOPIC_PREFIX, "two."));
                LoadedModel model = LoadedModel.open(one.config());
                TaggingService first = TaggingService.start(one.config(), model);
                TaggingService second = TaggingService.start(two.config(), model)) {
            listen(one, first);
            listen(two, second);
            one.publish(Recordings.chunks("siren.wav", "pi"));
            two.publish(Recordings.chunks("siren.wav", "pi"));
            await().atMost(PATIENCE).until(() -> closed(one) == 1 && closed(two) == 1);
        }
    }

    private static void listen(Cluster cluster, TaggingService service) throws InterruptedException {
        cluster.register(StandingQuery.of("siren", "a siren wailing"));
        await().atMost(PATIENCE)
                .until(() -> service.queries().current().find("siren").isPresent());
        assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
    }

    private static long closed(Cluster cluster) {
        return cluster.events().getOrDefault("pi", List.of()).stream()
                .filter(event -> event.phase() == EventPhase.CLOSE)
                .count();
    }

    private static long heardMicros(Cluster cluster) {
        return cluster.coverage().stream()
                .mapToLong(MinuteCoverage::heardMicros)
                .sum();
    }
}
