package io.earshot.stream;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's Icecast on a free port of loopback, which can be killed and started again. */
public final class IcecastServer implements Closeable {
    static final String PASSWORD = "hackme";
    /** A mount whose listeners need a user and a password. */
    static final String PRIVATE_MOUNT = "/private.mp3";
    /** A mount that takes one listener. */
    static final String NARROW_MOUNT = "/narrow.mp3";

    private final Path folder;
    private final int port;
    private Process process;

    private IcecastServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one; the test is skipped where there is none.
     *
     * @param folder for its configuration and logs
     */
    public static IcecastServer start(Path folder) throws IOException {
        Peers.program("usr/bin/icecast2");
        IcecastServer server = new IcecastServer(folder, freePort());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("icecast.xml"), server.configuration());
        // user:secret7, as icecast's own htpasswd writes it
        Files.writeString(folder.resolve("listeners"), "user:" + md5("secret7") + "\n");
        server.start();
        return server;
    }

    /** The address of a mount, "/live.mp3". */
    public String url(String mount) {
        return "http://127.0.0.1:" + port + mount;
    }

    public int port() {
        return port;
    }

    /** Starts it again, on the same port. */
    public void start() throws IOException {
        process = Peers.program(
                        "usr/bin/icecast2", "-c", folder.resolve("icecast.xml").toString())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    /** Ends it as a power failure does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("icecast2 ended with " + process.exitValue() + ", see " + folder);
            }
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String md5(String text) {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("MD5")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String configuration() {
        // It refuses to run as root.
        String owner = System.getProperty("user.name").equals("root")
                ? "<changeowner><user>nobody</user><group>nogroup</group></changeowner>"
                : "";
        return """
                <icecast>
                  <limits><clients>300</clients><sources>10</sources><burst-on-connect>1</burst-on-connect>
                    <burst-size>65535</burst-size><source-timeout>5</source-timeout></limits>
                  <authentication><source-password>%1$s</source-password><admin-user>admin</admin-user>
                    <admin-password>%1$s</admin-password></authentication>
                  <hostname>127.0.0.1</hostname>
                  <listen-socket><port>%2$d</port><bind-address>127.0.0.1</bind-address></listen-socket>
                  <mount><mount-name>%3$s</mount-name><authentication type="htpasswd">
                    <option name="filename" value="%5$s/listeners"/></authentication></mount>
                  <mount><mount-name>%4$s</mount-name><max-listeners>1</max-listeners></mount>
                  <mount><mount-name>/live.mp3</mount-name><charset>UTF-8</charset></mount>
                  <paths><basedir>%6$s/usr/share/icecast2</basedir><logdir>%5$s</logdir>
                    <webroot>%6$s/usr/share/icecast2/web</webroot><adminroot>%6$s/usr/share/icecast2/admin</adminroot></paths>
                  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
                  <security><chroot>0</chroot>%7$s</security>
                </icecast>
                """.formatted(PASSWORD, port, PRIVATE_MOUNT, NARROW_MOUNT, folder, Peers.folder(), owner);
    }
}
