package io.earshot.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that this run started, and the signals that it may be sent. */
final class Started implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;
    private final CompletableFuture<Void> ended;
    private volatile boolean meantToEnd;
    private volatile boolean endedByItself;

    private Started(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
        ended = process.onExit().thenRun(() -> endedByItself = !meantToEnd);
        // A run that is broken off leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end " + name));
    }

    /**
     * Starts a program.
     *
     * @param folder of its output, {@code name.out} and {@code name.err}
     */
    static Started start(Path folder, String name, List<String> command) throws IOException {
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("EARSHOT_"));
        return new Started(name, builder.start(), out, err);
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ended though nobody ended it. */
    boolean hasEndedByItself() {
        if (!process.isAlive()) {
            ended.join();
        }
        return endedByItself;
    }

    String output() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String errors() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Waits for a line of output or of errors. */
    void await(String text, Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!output().contains(text) && !errors().contains(text)) {
            if (!isAlive() || System.nanoTime() > end) {
                throw new IOException(name + (isAlive() ? " did not say \"" + text + "\" in " + most : " ended")
                        + "; it said:\n" + tail());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The last lines of its errors. */
    String tail() throws IOException {
        List<String> lines = errors().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** SIGKILL. */
    void kill() {
        meantToEnd = true;
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it has ended. */
    void stop(Duration most) throws InterruptedException, IOException {
        meantToEnd = true;
        process.destroy();
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " did not stop in " + most + "; it said:\n" + tail());
        }
    }

    /** Waits for its own, orderly end. */
    void awaitEnd(Duration most) throws InterruptedException, IOException {
        meantToEnd = true;
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            throw new IOException(name + " did not end in order in " + most + "; it said:\n" + tail());
        }
    }

    /** SIGSTOP. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("bash", "-c", "kill " + signal + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " of " + name + " gave " + code);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
