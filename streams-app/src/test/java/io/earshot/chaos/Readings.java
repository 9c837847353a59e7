package io.earshot.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A reader in a process of its own, and what it has read so far. */
final class Readings implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Started process;
    private final Path file;

    private Readings(Started process, Path file) {
        this.process = process;
        this.file = file;
    }

    /** @param restMillis between two polls: what makes a reader slow */
    static Readings start(Path folder, String name, String bootstrap, String prefix, long restMillis)
            throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".tsv");
        List<String> arguments = List.of(bootstrap, prefix, file.toString(), Long.toString(restMillis));
        Started process = Started.start(folder, name, Programs.ofTests(ReaderProgram.class, 128, arguments));
        process.await("reading", PATIENCE);
        return new Readings(process, file);
    }

    Started process() {
        return process;
    }

    /** All that was read so far; a line that is being written is left out. */
    List<Heard> all() throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Heard::of)
                .toList();
    }

    /** When segments of each partition could be read. */
    Map<Integer, List<Long>> arrivals() throws IOException {
        return all().stream()
                .filter(heard -> heard.kind().equals(Heard.SEGMENT))
                .collect(Collectors.groupingBy(
                        Heard::partition, TreeMap::new, Collectors.mapping(Heard::arrivedMillis, Collectors.toList())));
    }

    /** Partitions of which segments could be read since then. */
    Set<Integer> heardSince(long millis) throws IOException {
        return all().stream()
                .filter(heard -> heard.kind().equals(Heard.SEGMENT) && heard.arrivedMillis() > millis)
                .map(Heard::partition)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Has it read to the end, and gives all of it. */
    List<Heard> finish() throws IOException, InterruptedException {
        process.tell("end");
        process.awaitEnd(PATIENCE);
        return all();
    }

    @Override
    public void close() {
        process.close();
    }
}
