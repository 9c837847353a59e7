package io.earshot.evaluate;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The audio files below a folder, by their names: published data sets are unpacked into folders of various names. */
final class FileIndex {
    private static final int DEPTH = 4;
    private static final Set<String> NO_AUDIO = Set.of("csv", "json", "txt", "md", "zip", "7z");

    private final Map<String, Path> byName = new HashMap<>();
    private final Map<String, Path> byStem = new HashMap<>();

    private FileIndex() {}

    /** @param preferred of files of the same name, the one that has this in the path of its folder is taken */
    static FileIndex of(Path folder, String preferred) throws IOException {
        Set<Path> inOrder = new TreeSet<>();
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    inOrder.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            /** Skips what cannot be visited, such as links in a circle. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        FileIndex index = new FileIndex();
        for (boolean isPreferred : List.of(true, false)) {
            for (Path file : inOrder) {
                String path = folder.relativize(file.resolveSibling("")).toString();
                if (path.contains(preferred) == isPreferred) {
                    index.add(file);
                }
            }
        }
        return index;
    }

    /** The file of that name, its ending included; spaces around it, which tables may lose, do not count. */
    Optional<Path> named(String name) {
        return Optional.ofNullable(byName.get(name.strip()));
    }

    /** The audio file of that name, whatever its ending. */
    Optional<Path> withStem(String stem) {
        return Optional.ofNullable(byStem.get(stem));
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        byName.putIfAbsent(name.strip(), file);
        int dot = name.lastIndexOf('.');
        if (dot > 0 && !NO_AUDIO.contains(name.substring(dot + 1))) {
            byStem.putIfAbsent(name.substring(0, dot), file);
        }
    }
}
