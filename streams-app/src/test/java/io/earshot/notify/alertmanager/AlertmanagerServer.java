package io.earshot.notify.alertmanager;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.stream.Peers;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's Alertmanager on a free port of loopback; it sends nothing to anybody. */
public final class AlertmanagerServer implements Closeable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final int port;
    private Process process;

    private AlertmanagerServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one; the test is skipped where there is none.
     *
     * @param folder for its configuration and what it keeps
     * @param resolveTimeout after which it resolves what has no end
     */
    public static AlertmanagerServer start(Path folder, String resolveTimeout) throws IOException {
        Peers.program("usr/bin/prometheus-alertmanager");
        AlertmanagerServer server = new AlertmanagerServer(folder, freePort());
        Files.writeString(
                folder.resolve("alertmanager.yml"),
                "global:\n  resolve_timeout: " + resolveTimeout + "\nroute:\n  receiver: nobody\n"
                        + "receivers:\n  - name: nobody\n");
        server.start();
        return server;
    }

    /** Debian's looks for its templates where its package would be installed: that place is shown to it alone. */
    private void start() throws IOException {
        ProcessBuilder program = Peers.program(
                "usr/bin/prometheus-alertmanager",
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!System.getProperty("user.name").equals("root")) {
            // Where the root was changed this would be refused, and root needs it nowhere.
            command.add("--map-root-user");
        }
        command.addAll(List.of(
                "sh",
                "-c",
                "mount --bind \"$0/usr/share\" /usr/share && exec \"$@\"",
                Peers.folder().toString()));
        command.addAll(program.command());
        Path output = folder.resolve("output");
        process = program.command(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isReady(output));
    }

    private boolean isReady(Path output) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            String said = Files.readString(output);
            assumeFalse(
                    said.contains("unshare:") || said.contains("mount:"),
                    () -> "no mount namespaces for Alertmanager here: " + said);
            throw new IllegalStateException("Alertmanager ended: " + said);
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** All alerts that are not resolved. */
    public List<JsonNode> alerts() throws IOException, InterruptedException {
        List<JsonNode> alerts = new ArrayList<>();
        new ObjectMapper().readTree(get("/api/v2/alerts").body()).forEach(alerts::add);
        return alerts;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        if (!process.isAlive()) {
            throw new IllegalStateException("Alertmanager ended: " + Files.readString(folder.resolve("output")));
        }
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
