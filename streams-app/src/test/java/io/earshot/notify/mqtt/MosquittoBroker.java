package io.earshot.notify.mqtt;

import io.earshot.stream.Peers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's Mosquitto on a free port of loopback, which can be killed, frozen and started again. */
public final class MosquittoBroker implements Closeable {
    private final Path folder;
    private final int port;
    private Process process;

    private MosquittoBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one; the test is skipped where there is none.
     *
     * @param folder for its configuration, logs and what it keeps
     * @param lines of its configuration, behind that of its listener
     */
    public static MosquittoBroker start(Path folder, String... lines) throws IOException {
        Peers.program("usr/sbin/mosquitto");
        MosquittoBroker broker = new MosquittoBroker(folder, freePort());
        broker.configure(lines);
        broker.start();
        return broker;
    }

    /** Writes its configuration anew, for the next start. */
    void configure(String... lines) throws IOException {
        List<String> all = new java.util.ArrayList<>(List.of(
                "user " + System.getProperty("user.name"),
                "persistence_location " + folder + "/",
                "log_type all",
                "listener " + port + " 127.0.0.1"));
        all.addAll(List.of(lines));
        Files.write(folder.resolve("mosquitto.conf"), all);
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Starts it again, on the same port. */
    void start() throws IOException {
        process = Peers.program(
                        "usr/sbin/mosquitto",
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto.log").toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    /** Ends it in order: it writes down what it keeps, if it is to keep anything. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Ends it as a power failure does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it answer nothing, or go on. */
    void signal(String signal) throws IOException, InterruptedException {
        // The shell's own: a bare system has no other.
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("mosquitto.log"));
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

    private boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("mosquitto ended with " + process.exitValue() + ": " + log());
            }
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
