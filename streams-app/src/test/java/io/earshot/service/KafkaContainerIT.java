package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The whole service against Kafka as it is shipped; skipped, with its reason, where there is no Docker engine. */
@Testcontainers(disabledWithoutDocker = true)
class KafkaContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

    @Test
    void shouldHearASirenThroughARealCluster() throws Exception {
        try (Cluster cluster = Cluster.at(KAFKA.getBootstrapServers(), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            cluster.register(StandingQuery.of("siren", "a siren wailing"));
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("siren").isPresent());
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            cluster.publish(Recordings.chunks("siren.wav", "street"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.events())
                            .containsOnlyKeys("street")
                            .allSatisfy((source, events) -> assertThat(events)
                                    .extracting(Event::phase)
                                    .startsWith(EventPhase.OPEN)
                                    .endsWith(EventPhase.CLOSE)));
            assertThat(cluster.deadLetters()).isEmpty();
        }
    }
}
