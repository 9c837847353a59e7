package io.earshot.decoder;

import io.earshot.decoder.ffmpeg.DecoderMain;
import io.earshot.decoder.ffmpeg.MessageChannel;
import io.earshot.scratch.ScratchFolder;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A decoder process. It ends when it is closed, and with this program, however that ends. */
final class DecoderProcess implements Closeable {
    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 2;
    /** The least that a system allows: macOS. */
    private static final int MOST_SOCKET_BYTES = 103;

    private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /**
     * Small and quick to start; the exit status shows a native crash, and the process is started again. The JVM's log lines
     * would mix with the process's own. Native memory is freed by the code that took it.
     */
    private static final String FLAGS = "-Xmx128m -Xss1m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData"
            + " -XX:+ExitOnOutOfMemoryError -XX:-CreateCoredumpOnCrash -XX:+UnlockDiagnosticVMOptions"
            + " -XX:+SuppressFatalErrorMessage -Xlog:disable -Dorg.bytedeco.javacpp.noPointerGC=true"
            + " -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Djava.awt.headless=true";

    private final Process process;
    private final ScratchFolder folder;
    private final UnixDomainSocketAddress address;

    private DecoderProcess(Process process, ScratchFolder folder, Path socket) {
        this.process = process;
        this.folder = folder;
        this.address = UnixDomainSocketAddress.of(socket);
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param spawned gets it before that, so that it can be closed meanwhile
     * @throws IOException if it cannot be started; the message is the reason, on one line
     */
    static DecoderProcess start(Consumer<DecoderProcess> spawned) throws IOException {
        ScratchFolder folder = ScratchFolder.make("decoder");
        Path socket = folder.path().resolve("s");
        Process process = null;
        try {
            requireShort(socket);
            process = builder(socket).start();
            DecoderProcess started = new DecoderProcess(process, folder, socket);
            spawned.accept(started);
            started.awaitReady();
            return started;
        } catch (IOException | RuntimeException e) {
            if (process != null) {
                process.destroyForcibly();
            }
            folder.close();
            throw e;
        }
    }

    private static void requireShort(Path socket) throws IOException {
        int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_SOCKET_BYTES) {
            throw new IOException("the path of the temporary folder is too long for a socket in it (" + socket + ", "
                    + bytes + " bytes of at most " + MOST_SOCKET_BYTES
                    + "); choose another with EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
    }

    /** A connection for one source. */
    MessageChannel connect() throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(address);
            return new MessageChannel(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** How it ended; waits a moment for it, because a broken connection is seen before the end of the process. */
    String ending() {
        try {
            return process.waitFor(END_SECONDS, TimeUnit.SECONDS)
                    ? "exit status " + process.exitValue()
                    : "it has closed a connection";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "exit status unknown";
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        CompletableFuture<Void> tooLate = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS));
        String line = greeting();
        tooLate.cancel(false);
        if (!DecoderMain.READY.equals(line)) {
            throw new IOException("the decoder cannot be started: "
                    + (line == null ? "its process ended, " + ending() : line) + "; it unpacks FFmpeg into "
                    + cacheFolder() + " (EARSHOT_JAVA_OPTS=-D" + CACHE_PROPERTY + "=DIR chooses another folder)");
        }
    }

    /** The line that it prints when it listens; else its last line, or null. */
    @SuppressWarnings("resource") // the process's output is left open as long as it runs
    private String greeting() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String last = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line;
            if (DecoderMain.READY.equals(line)) {
                return line;
            }
        }
        return last;
    }

    private static ProcessBuilder builder(Path socket) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(FLAGS.split(" ")));
        command.add("-D" + CACHE_PROPERTY + "=" + cacheFolder());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String classPath =
                DecoderMain.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, DecoderMain.class.getName(), socket.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // They are the program's own: the JVM would print them, or open its ports a second time.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder;
    }

    /** Where native libraries are unpacked at first use. */
    private static String cacheFolder() {
        String chosen = System.getProperty(CACHE_PROPERTY);
        if (chosen != null) {
            return chosen;
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("earshot/native").toString();
    }
}
