package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.broker.EmbeddedBroker;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away and comes back: the service is there all the time, hears what it missed, and says so in few words. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Longer than the transactions, the sessions and the bounded retries of the clients that commit. */
    private static final Duration AWAY = Duration.ofSeconds(15);

    /** Some for each client that tells of the broker for the first time, and a count a minute. */
    private static final int MOST_LINES = 60;

    @TempDir
    private Path folder;

    @Test
    void shouldOutliveABrokerThatGoesAwayAndComesBack() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path data = folder.resolve("broker");
        Cluster cluster = new Cluster(data, port, Map.of());
        try (EarshotProcess serve = EarshotProcess.serve(folder, "serve", cluster)) {
            cluster.register(StandingQuery.of("siren", "a siren wailing"));
            serve.awaitListening(PATIENCE);
            cluster.publish(Recordings.chunks("siren.wav", "before"));
            serve.awaitAlive(PATIENCE, () -> isHeard(cluster, "before"));
            long linesBefore = serve.errors().lines().count();
            cluster.close();
            long end = System.nanoTime() + AWAY.toNanos();
            serve.awaitAlive(PATIENCE, () -> System.nanoTime() >= end);
            try (EmbeddedBroker back = EmbeddedBroker.start(data, port)) {
                assertThat(back.bootstrapServers()).isEqualTo(cluster.bootstrapServers());
                cluster.publish(Recordings.chunks("siren.wav", "after"));
                serve.awaitAlive(PATIENCE, () -> isHeard(cluster, "after"));
                List<String> said = serve.errors().lines().skip(linesBefore).toList();
                assertThat(said).hasSizeBetween(1, MOST_LINES);
                assertThat(said.get(0)).contains("127.0.0.1:" + port);
            }
        } finally {
            cluster.close();
        }
    }

    private static boolean isHeard(Cluster cluster, String source) {
        return cluster.events().getOrDefault(source, List.of()).stream()
                .anyMatch(event -> event.phase() == EventPhase.CLOSE);
    }
}
