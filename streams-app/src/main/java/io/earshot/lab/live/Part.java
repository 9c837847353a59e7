package io.earshot.lab.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the bench; it ends with this, at the latest when this process does: its standard input ends then. */
final class Part implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final Duration LEAVING = Duration.ofSeconds(20);
    private static final int LAST_LINES = 20;

    private final String name;
    private final Process process;
    private final Path log;

    private Part(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end " + name));
    }

    /** @param folder of its log */
    static Part start(Path folder, String name, List<String> command) throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        return new Part(name, builder.start(), log);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits until it says something.
     *
     * @return the match
     * @throws IOException if it ends before, or takes too long
     */
    Matcher await(Pattern said) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean isAlive = process.isAlive();
            Matcher matcher = said.matcher(text());
            if (matcher.find()) {
                return matcher;
            }
            if (!isAlive) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("the " + name + (process.isAlive() ? " did not become ready" : " ended")
                + "; it said last:\n" + tail());
    }

    private String text() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    private String tail() throws IOException {
        List<String> lines = text().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the " + name + " ended; it said last:\n" + tail());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
