package io.earshot.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Recordings that come into a folder, each once and whole: a file is given when it has stopped growing. They come in the order
 * of the times at which they were last written, and of their names where these are equal. For one thread.
 */
public final class RecordingFolder {
    private static final Set<String> UNFINISHED = Set.of("part", "tmp", "temp", "crdownload", "filepart");

    private final Path folder;
    private final Duration quiet;
    private final LongSupplier nanoTime;
    private final Map<Path, Seen> growing = new HashMap<>();
    private final Set<Path> done = new HashSet<>();
    private Mark mark;

    /**
     * A place in the order of recordings; all up to it are done.
     *
     * @param millis when that recording was last written, milliseconds since 1970
     * @param name of its file
     */
    public record Mark(long millis, String name) implements Comparable<Mark> {
        /** Before all recordings. */
        public static final Mark NONE = new Mark(Long.MIN_VALUE, "");

        @Override
        public int compareTo(Mark other) {
            return Comparator.comparingLong(Mark::millis)
                    .thenComparing(Mark::name)
                    .compare(this, other);
        }
    }

    /** A file as it was found, and since when it is so. */
    private record Seen(long bytes, long millis, long sinceNanos) {
        boolean isSame(Seen other) {
            return bytes == other.bytes && millis == other.millis;
        }
    }

    /** @param nanoTime a clock that only goes forward */
    RecordingFolder(Path folder, Duration quiet, Mark mark, LongSupplier nanoTime) {
        this.folder = folder;
        this.quiet = quiet;
        this.mark = mark;
        this.nanoTime = nanoTime;
    }

    /**
     * The first recording that is finished and not done; empty: there is none now. It is given again until it is done.
     *
     * @throws IOException if the folder cannot be read
     */
    public Optional<Path> next() throws IOException {
        Map<Path, Seen> found = look();
        done.retainAll(found.keySet());
        growing.keySet().retainAll(found.keySet());
        found.forEach((file, seen) -> growing.merge(file, seen, (old, now) -> old.isSame(now) ? old : now));
        long now = nanoTime.getAsLong();
        return growing.entrySet().stream()
                .filter(file -> now - file.getValue().sinceNanos() >= quiet.toNanos())
                .filter(file -> file.getValue().bytes() > 0 && !done.contains(file.getKey()))
                .min(Comparator.comparing(file -> markOf(file.getKey(), file.getValue())))
                .map(Map.Entry::getKey);
    }

    /** Takes a recording for done: heard to its end, or refused for good. */
    public void done(Path recording) {
        Seen seen = growing.get(recording);
        done.add(recording);
        if (seen != null && markOf(recording, seen).compareTo(mark) > 0) {
            mark = markOf(recording, seen);
        }
    }

    /** Up to where recordings are done, for a folder that is opened again later. */
    public Mark mark() {
        return mark;
    }

    private Map<Path, Seen> look() throws IOException {
        Map<Path, Seen> found = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(RecordingFolder::isRecording)::iterator) {
                seen(file)
                        .filter(seen -> markOf(file, seen).compareTo(mark) > 0 || growing.containsKey(file))
                        .ifPresent(seen -> found.put(file, seen));
            }
        }
        return found;
    }

    private Optional<Seen> seen(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Seen(
                            attributes.size(), attributes.lastModifiedTime().toMillis(), nanoTime.getAsLong()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // It was removed, or got its final name, meanwhile.
            return Optional.empty();
        }
    }

    private static Mark markOf(Path file, Seen seen) {
        return new Mark(seen.millis(), file.getFileName().toString());
    }

    private static boolean isRecording(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && !UNFINISHED.contains(ending);
    }
}
