package io.earshot.service;

import io.earshot.app.IngestService;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A listening process of its own, for tests that kill it. */
final class ListeningProcess implements AutoCloseable {
    private final Process process;

    private ListeningProcess(Process process) {
        this.process = process;
    }

    static ListeningProcess start(Path folder, String bootstrapServers) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ListeningProcess.class.getName(),
                bootstrapServers));
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("listening.log").toFile());
        return new ListeningProcess(builder.start());
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        EarshotConfig config =
                EarshotConfig.of(Map.of(Settings.BOOTSTRAP_SERVERS, arguments[0], Settings.HTTP_PORT, "0"));
        try (IngestService service = IngestService.start(config, new PlayingOpener())) {
            System.out.println("status on " + service.httpPort());
            new CountDownLatch(1).await();
        }
    }

    long pid() {
        return process.pid();
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
