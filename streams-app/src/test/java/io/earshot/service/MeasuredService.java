package io.earshot.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service in a process of its own with the memory that the launcher gives it in a container, for measurements. System
 * properties: {@code service.memory} of the container (512m), {@code service.class.path} of another build,
 * {@code service.main}, {@code service.arguments}.
 */
final class MeasuredService implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    /** @param folder for its temporary files and its log */
    MeasuredService(Path folder, String bootstrapServers) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                "java",
                "-XX:MaxRAM=" + System.getProperty("service.memory", "512m"),
                "-XX:MaxRAMPercentage=50",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-Dearshot.home=" + System.getProperty("earshot.home"),
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("service.class.path", System.getProperty("java.class.path")),
                System.getProperty("service.main", "io.earshot.cli.EarshotCommand"),
                "serve",
                "--bootstrap-servers",
                bootstrapServers,
                "-s",
                "http.port=" + port));
        String more = System.getProperty("service.arguments", "");
        command.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ", -1)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }

    void awaitReady() throws InterruptedException {
        while (isAlive() && metric("earshot_ready") < 1) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void collectGarbage() throws IOException, InterruptedException {
        new ProcessBuilder("jcmd", Long.toString(process.pid()), "GC.run")
                .start()
                .waitFor();
    }

    /** @param kind a line of the process's status: VmRSS: or RssAnon: */
    long megabytes(String kind) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!isAlive() || !Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(kind))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_000)
                .sum();
    }

    /** The sum of a meter's values; 0 where it does not answer. */
    double metric(String name) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            String text =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher matcher =
                    Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE).matcher(text);
            double sum = 0;
            while (matcher.find()) {
                sum += Double.parseDouble(matcher.group(1));
            }
            return sum;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
