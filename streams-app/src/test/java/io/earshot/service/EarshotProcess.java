package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The command line in a process of its own, as a user starts it; ended with the test. */
public final class EarshotProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private EarshotProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static EarshotProcess start(Path folder, String name, String... arguments) throws IOException {
        return start(folder, name, Map.of(), arguments);
    }

    /** @param environment variables, beside this process's own */
    public static EarshotProcess start(Path folder, String name, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary(folder),
                "-Dearshot.home=" + System.getProperty("earshot.home"),
                // What a user reads, rather than what the tests' own processes log.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                // Another build's, where two are compared.
                System.getProperty("earshot.served.classpath", System.getProperty("java.class.path")),
                "io.earshot.cli.EarshotCommand"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("EARSHOT_"));
        builder.environment().putAll(environment);
        return new EarshotProcess(builder.start(), out, err);
    }

    /** A service of a cluster, with two threads, which closes no event because its source is silent. */
    static EarshotProcess serve(Path folder, String name, Cluster cluster) throws IOException {
        return start(
                folder,
                name,
                "serve",
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "-s",
                "topic.prefix=" + cluster.config().string(Settings.TOPIC_PREFIX),
                "-s",
                "http.port=0",
                "-s",
                "topic.replication.factor=1",
                "-s",
                "stream.threads=2",
                "-s",
                "stall.seconds=600");
    }

    /** Waits for something while it runs; fails with what it said if it ends. */
    void awaitAlive(Duration most, Callable<Boolean> condition) {
        Awaitility.await().atMost(most).until(() -> {
            assertThat(isAlive()).as(errors()).isTrue();
            return condition.call();
        });
    }

    void awaitListening(Duration most) {
        awaitAlive(most, () -> errors().contains("listening"));
    }

    /** Where the processes of a test have their temporary files. */
    static Path temporary(Path folder) throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    public String output() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    public String errors() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no shutdown hook runs. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGTERM, as Ctrl-C. */
    public void terminate() {
        process.destroy();
    }

    /** Exit code; fails if the process has not ended by then. */
    public int await(Duration most) throws InterruptedException, IOException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + most + "; it said:\n" + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
