package io.earshot.evidence.store;

import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** S3Proxy in a process of its own, on loopback: a store that speaks S3 and keeps objects as files. */
public final class S3Server implements Closeable {
    public static final String KEY_ID = "test-id";
    public static final String SECRET = "test-secret";

    private final Process process;
    private final Path root;
    private final URI endpoint;

    private S3Server(Process process, Path root, URI endpoint) {
        this.process = process;
        this.root = root;
        this.endpoint = endpoint;
    }

    /** The server's jar; the build puts it there. */
    public static Optional<Path> jar() {
        return Optional.of(Path.of("target", "peers", "s3proxy.jar")).filter(Files::isRegularFile);
    }

    /**
     * Starts one with a bucket.
     *
     * @param folder private to it
     */
    public static S3Server start(Path folder, String bucket) throws IOException {
        Path root = Files.createDirectories(folder.resolve("objects"));
        Files.createDirectories(root.resolve(bucket));
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("s3proxy.conf"), """
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, KEY_ID, SECRET, root));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar().orElseThrow().toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        S3Server server = new S3Server(process, root, URI.create("http://127.0.0.1:" + port));
        Awaitility.await().atMost(Duration.ofSeconds(150)).ignoreExceptions().until(server::answers);
        return server;
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Where the objects of a bucket are files. */
    public Path files(String bucket) {
        return root.resolve(bucket);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        try {
            return connection.getResponseCode() == 403;
        } finally {
            connection.disconnect();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
