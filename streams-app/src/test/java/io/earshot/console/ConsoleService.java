package io.earshot.console;

import static org.awaitility.Awaitility.await;

import io.earshot.service.ApiUser;
import io.earshot.service.EarshotProcess;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The whole service in a process of its own, with its broker and its console. */
final class ConsoleService implements Closeable {
    /** What a receiver's secret is given as. */
    static final String SECRET_REFERENCE = "${env:NOTIFY_SECRET}";

    private static final Map<String, String> ENVIRONMENT =
            Map.of("NOTIFY_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Pattern BROKER = Pattern.compile("connected to (\\S+),");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final List<String> settings;
    private final int port = freePort();
    private final ApiUser api = new ApiUser(port);
    private EarshotProcess process;
    private int starts;

    private ConsoleService(Path folder, List<String> settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * With nothing in it but what a test adds.
     *
     * @param settings as in "http.streams=1"
     */
    static ConsoleService serve(Path folder, String... settings) throws IOException {
        ConsoleService service = new ConsoleService(folder, List.of(settings));
        service.start();
        return service;
    }

    /** Starts it, or starts it again with the same data on the same port; returns when it is ready. */
    void start() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--embedded", "--data-dir", folder.resolve("data").toString()));
        for (String setting : List.of("http.port=" + port, "notify.networks=loopback")) {
            arguments.addAll(List.of("-s", setting));
        }
        settings.forEach(setting -> arguments.addAll(List.of("-s", setting)));
        process = EarshotProcess.start(folder, "service-" + starts++, ENVIRONMENT, arguments.toArray(String[]::new));
        api.awaitReady(process);
    }

    void stop() {
        process.kill();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    ApiUser api() {
        return api;
    }

    int port() {
        return port;
    }

    /** The address of its broker, which it names when it is ready. */
    String broker() {
        return await().atMost(PATIENCE)
                .until(
                        () -> BROKER.matcher(process.errors())
                                .results()
                                .map(broker -> broker.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.kill();
    }
}
