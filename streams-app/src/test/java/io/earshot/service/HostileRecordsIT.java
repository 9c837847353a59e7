package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import io.earshot.topology.DeadLetters;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import io.earshot.wire.WrittenQueries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as large as a broker takes, whose dead letters and results would be larger. */
class HostileRecordsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Topics TOPICS = new Topics("earshot.");

    @TempDir
    private Path folder;

    @Test
    void shouldHearTheSirenBehindTheLargestRecordsThatABrokerTakes() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            cluster.register(StandingQuery.of("siren", "a siren wailing"));
            cluster.write(TOPICS.queries().name(), "notes", notes(1_046_000));
            cluster.write(TOPICS.queries().name(), "k".repeat(600_000), new byte[] {1});
            cluster.write(TOPICS.audioChunks().name(), "yard", new byte[1_048_480]);
            cluster.write(TOPICS.audioChunks().name(), "k".repeat(600_000), new byte[300_000]);
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            cluster.publish(Recordings.chunks("siren.wav", "yard"));

            await().atMost(PATIENCE).until(() -> isClosed(cluster.events().get("yard")));
            assertThat(service.isLive()).as(service.state()).isTrue();
            assertThat(service.queries().current().find("notes")).isEmpty();
            List<ConsumerRecord<String, byte[]>> letters = cluster.deadLetters();
            assertThat(letters).hasSize(3);
            assertThat(letters).anySatisfy(letter -> {
                assertThat(letter.value()).hasSize(1_048_480);
                assertThat(text(letter, DeadLetters.REASON)).isEqualTo("undecodable");
            });
        }
    }

    /** A query whose labels fill a record. */
    private static byte[] notes(int chars) {
        QueryRecord record = WrittenQueries.withLabels(
                QueryRecord.of(StandingQuery.of("notes", "a dog barking")), Map.of("notes", "n".repeat(chars)));
        return WireSerdes.of(Map.of())
                .queries()
                .serializer()
                .serialize(TOPICS.queries().name(), new Decoded.Present<>(record));
    }

    private static String text(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static boolean isClosed(List<Event> events) {
        return events != null && events.get(events.size() - 1).phase() == EventPhase.CLOSE;
    }
}
