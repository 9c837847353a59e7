package io.earshot.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what may be lost; deleted with all that is in it. */
final class ScratchFolder implements AutoCloseable {
    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    static ScratchFolder make() {
        try {
            return new ScratchFolder(Files.createTempDirectory("earshot-state-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for state: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> found = Files.walk(path)) {
            inside = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.deleteIfExists(each);
        }
    }
}
