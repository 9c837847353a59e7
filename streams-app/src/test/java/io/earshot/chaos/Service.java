package io.earshot.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place that a service runs at: one process after the other. */
final class Service implements AutoCloseable {
    static final Duration STARTING = Duration.ofMinutes(4);
    static final int HEAP_MEGABYTES = 512;
    private static final Duration STOPPING = Duration.ofMinutes(2);
    private static final Pattern STATUS = Pattern.compile("status on http://127\\.0\\.0\\.1:(\\d+)");

    private final Path folder;
    private final String place;
    private final String bootstrap;
    private final List<String> settings;
    private final boolean ownDisk;
    private final List<Started> processes = new ArrayList<>();
    private String classPath;

    /**
     * @param settings more of the product's settings, {@code key=value}
     * @param ownDisk whether its temporary folder is a disk that can be filled
     */
    Service(Path folder, String place, String bootstrap, String classPath, List<String> settings, boolean ownDisk) {
        this.folder = folder;
        this.place = place;
        this.bootstrap = bootstrap;
        this.classPath = classPath;
        this.settings = List.copyOf(settings);
        this.ownDisk = ownDisk;
    }

    String place() {
        return place;
    }

    /** Starts a process; it is not ready at once. */
    void start() throws IOException {
        Path temporary = Files.createDirectories(temporary());
        List<String> words = new ArrayList<>(List.of("serve", "--bootstrap-servers", bootstrap));
        for (String setting : settings) {
            words.addAll(List.of("-s", setting));
        }
        List<String> command = Programs.ofProduct(classPath, HEAP_MEGABYTES, temporary, words);
        if (ownDisk) {
            command = SmallDisk.command(temporary, command);
        }
        processes.add(Started.start(folder, place + "-" + (processes.size() + 1), command));
    }

    void awaitListening() throws IOException, InterruptedException {
        current().await("listening", STARTING);
    }

    Started current() {
        return processes.get(processes.size() - 1);
    }

    boolean isRunning() {
        return !processes.isEmpty() && current().isAlive();
    }

    /** Whether its newest process was started, listens, and lives. */
    boolean isListening() throws IOException {
        return isRunning() && current().errors().contains("listening");
    }

    /** Of its page and probes. */
    int port() throws IOException {
        Matcher said = STATUS.matcher(current().errors());
        if (!said.find()) {
            throw new IOException(
                    place + " did not say where its page is: " + current().errors());
        }
        return Integer.parseInt(said.group(1));
    }

    /** From its next start on. */
    void use(String otherClassPath) {
        classPath = otherClassPath;
    }

    String build() {
        return classPath;
    }

    void stop() throws IOException, InterruptedException {
        current().stop(STOPPING);
    }

    Path temporary() {
        return folder.resolve("tmp-" + place);
    }

    /** Processes that ended though nobody ended them. */
    List<Started> endedByThemselves() {
        return processes.stream().filter(Started::hasEndedByItself).toList();
    }

    @Override
    public void close() {
        processes.forEach(Started::close);
    }
}
