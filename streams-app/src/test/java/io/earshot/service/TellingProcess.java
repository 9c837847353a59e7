package io.earshot.service;

import io.earshot.app.Deliveries;
import io.earshot.app.NotificationService;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.notify.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process of its own that tells receivers, for tests that kill it. */
final class TellingProcess implements AutoCloseable {
    static final RetryPolicy FAST =
            new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofHours(1));

    private final Process process;

    private TellingProcess(Process process) {
        this.process = process;
    }

    static TellingProcess start(Path folder, String name, String bootstrapServers, String secret) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                TellingProcess.class.getName(),
                bootstrapServers));
        builder.environment().put("NOTIFY_SECRET", secret);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        return new TellingProcess(builder.start());
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        EarshotConfig config = config(arguments[0]);
        try (TaggingMetrics metrics = new TaggingMetrics();
                NotificationService service = NotificationService.start(
                        config, Deliveries.of(config, System.getenv()), FAST, metrics.notifications())) {
            System.out.println("telling, ready for " + (service.state("nobody").isEmpty() ? "receivers" : "nobody"));
            new CountDownLatch(1).await();
        }
    }

    static EarshotConfig config(String bootstrapServers) {
        return EarshotConfig.of(
                Map.of(Settings.BOOTSTRAP_SERVERS, bootstrapServers, Settings.NOTIFY_NETWORKS, "loopback"));
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
