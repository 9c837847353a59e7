package io.earshot.evidence.store;

import io.earshot.evidence.EvidenceSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps evidence in a folder. A set is written beside its place and moved there at once. */
public final class FolderStore implements EvidenceStore {
    private static final String UNFINISHED = ".unfinished-";
    /** Whoever wrote it that long ago is gone. */
    private static final Duration ABANDONED = Duration.ofHours(6);

    private final Path root;

    private FolderStore(Path root) {
        this.root = root;
    }

    /**
     * Opens a folder; makes it if it is not there.
     *
     * @throws IOException if nothing can be written there
     */
    public static FolderStore open(Path root) throws IOException {
        try {
            Files.createDirectories(root);
            FolderStore store = new FolderStore(root);
            store.forgetUnfinished();
            Files.delete(Files.createTempFile(root, UNFINISHED, ""));
            return store;
        } catch (IOException e) {
            throw new IOException("evidence cannot be kept in " + root + " (" + e + "); see evidence.store", e);
        }
    }

    @Override
    public void keep(SetName name, List<Path> files) throws IOException {
        if (has(name)) {
            return;
        }
        Path unfinished = Files.createTempDirectory(root, UNFINISHED);
        try {
            for (Path file : files) {
                Path copy = unfinished.resolve(file.getFileName().toString());
                Files.copy(file, copy);
                force(copy);
            }
            Files.createDirectories(root.resolve(name.query()));
            Files.move(unfinished, folder(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            deleteFiles(unfinished);
            // Another process may have kept it meanwhile.
            if (!has(name)) {
                throw e;
            }
        } catch (IOException e) {
            deleteFiles(unfinished);
            throw e;
        }
    }

    @Override
    public boolean has(SetName name) {
        return Files.isRegularFile(folder(name).resolve(EvidenceSet.FACTS));
    }

    @Override
    public Optional<SetName> find(String eventPart) throws IOException {
        return queries().stream()
                .flatMap(query -> SetName.ofParts(query, eventPart).stream())
                .filter(this::has)
                .findFirst();
    }

    @Override
    public boolean read(SetName name, String file, Path to) throws IOException {
        Path kept = folder(name).resolve(file);
        if (!FILES.contains(file) || !Files.isRegularFile(kept)) {
            return false;
        }
        Files.copy(kept, to, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    @Override
    public List<String> queries() throws IOException {
        return names(root).stream().filter(SetName::isQuery).toList();
    }

    @Override
    public List<KeptSet> list(String queryPart) throws IOException {
        List<KeptSet> sets = new ArrayList<>();
        for (String event : names(root.resolve(queryPart))) {
            Optional<SetName> name = SetName.ofParts(queryPart, event).filter(this::has);
            if (name.isPresent()) {
                sets.add(set(name.get()));
            }
        }
        return sets;
    }

    @Override
    public void delete(SetName name) throws IOException {
        // Without its facts it is no set any more, however the rest goes.
        Files.deleteIfExists(folder(name).resolve(EvidenceSet.FACTS));
        deleteFiles(folder(name));
    }

    @Override
    public String place() {
        return root.toString();
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private KeptSet set(SetName name) throws IOException {
        long bytes = 0;
        for (String file : FILES) {
            Path path = folder(name).resolve(file);
            bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
        }
        Instant keptAt = Files.getLastModifiedTime(folder(name).resolve(EvidenceSet.FACTS))
                .toInstant();
        return new KeptSet(name, keptAt, bytes);
    }

    private Path folder(SetName name) {
        return root.resolve(name.query()).resolve(name.event());
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Deletes our own files; what others put beside them stays, and the folder with it. */
    private static void deleteFiles(Path folder) throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        if (names(folder).isEmpty()) {
            Files.deleteIfExists(folder);
        }
    }

    private void forgetUnfinished() throws IOException {
        Instant before = Instant.now().minus(ABANDONED);
        for (String name : names(root)) {
            Path entry = root.resolve(name);
            if (name.startsWith(UNFINISHED)
                    && Files.isDirectory(entry)
                    && Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                deleteFiles(entry);
            }
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
