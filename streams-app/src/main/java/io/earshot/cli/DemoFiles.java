package io.earshot.cli;

import io.earshot.app.LoadedModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The recordings that the demo plays.
 *
 * @param bySource files by source id, in order
 * @param skipped files of the user's folder that are not played, each with the reason
 */
record DemoFiles(Map<String, Path> bySource, List<String> skipped) {
    /** Each source takes a thread; a folder may hold the files of many years. */
    static final int MOST_SOURCES = 100;

    private static final int MOST_DEPTH = 8;
    private static final int MOST_ENTRIES = 20_000;
    private static final Set<String> NOT_AUDIO = Set.of(
            "csv", "json", "md", "txt", "yaml", "yml", "xml", "html", "pdf", "jpg", "jpeg", "png", "gif", "log", "py",
            "sh", "zip", "gz", "ini", "cue", "m3u", "db");

    DemoFiles {
        bySource = Collections.unmodifiableMap(new TreeMap<>(bySource));
        skipped = List.copyOf(skipped);
    }

    /**
     * The files of the user's folder and the folders in it, or the bundled ones if there is none. Names that begin with a dot
     * are skipped silently.
     *
     * @throws FailedException if none can be played
     */
    static DemoFiles of(Path folder) throws IOException {
        Path from = folder == null ? LoadedModel.home().resolve("models/demo") : folder;
        if (!Files.isDirectory(from)) {
            throw new WrongUseException(from + " is not a folder");
        }
        Search search = new Search(from);
        search.in(from, 0);
        if (search.bySource.isEmpty()) {
            throw new FailedException(from + " holds no audio that can be played"
                    + (search.skipped.isEmpty() ? "" : ": " + String.join("; ", shortened(search.skipped))));
        }
        return new DemoFiles(search.bySource, folder == null ? List.of() : search.skipped);
    }

    /** The first few skipped files, and the number of the others. */
    List<String> skippedInShort() {
        return shortened(skipped);
    }

    private static List<String> shortened(List<String> lines) {
        int most = 10;
        if (lines.size() <= most) {
            return lines;
        }
        List<String> few = new ArrayList<>(lines.subList(0, most));
        few.add("and " + (lines.size() - most) + " more");
        return few;
    }

    private static final class Search {
        private final Path root;
        private final Map<String, Path> bySource = new TreeMap<>();
        private final List<String> skipped = new ArrayList<>();
        private int looked;

        Search(Path root) {
            this.root = root;
        }

        void in(Path folder, int depth) throws IOException {
            if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
                skip(folder, "this folder may not be read");
                return;
            }
            for (Path each : sorted(folder)) {
                if (looked++ >= MOST_ENTRIES) {
                    return;
                }
                if (!Files.isDirectory(each)) {
                    take(each);
                } else if (Files.isSymbolicLink(each)) {
                    skip(each, "a link to a folder is not followed");
                } else if (depth == MOST_DEPTH) {
                    skip(each, "folders are looked into " + MOST_DEPTH + " deep");
                } else {
                    in(each, depth + 1);
                }
            }
        }

        private static List<Path> sorted(Path folder) throws IOException {
            try (Stream<Path> found = Files.list(folder)) {
                return found.filter(each -> !each.getFileName().toString().startsWith("."))
                        .limit(MOST_ENTRIES)
                        .sorted()
                        .toList();
            }
        }

        private void take(Path file) throws IOException {
            String fault = fault(file);
            if (!fault.isEmpty()) {
                skip(file, fault);
            } else if (bySource.size() == MOST_SOURCES) {
                skip(file, "only the first " + MOST_SOURCES + " files are played");
            } else {
                bySource.put(freeId(file), file);
            }
        }

        private static String fault(Path file) throws IOException {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (NOT_AUDIO.contains(name.substring(name.lastIndexOf('.') + 1))) {
                return "not audio";
            }
            if (!Files.isRegularFile(file)) {
                return Files.exists(file) ? "not a file" : "the link leads nowhere";
            }
            if (!Files.isReadable(file)) {
                return "may not be read";
            }
            return Files.size(file) == 0 ? "empty" : "";
        }

        /** The path from the folder without its ending; with the ending if another file has that id. */
        private String freeId(Path file) {
            String path = relative(file);
            int folder = path.length() - file.getFileName().toString().length();
            String id = path.substring(0, folder) + Ids.ofFile(file);
            return bySource.containsKey(id) ? Ids.free(path, bySource.keySet()) : id;
        }

        private void skip(Path file, String reason) {
            skipped.add(relative(file) + ": " + reason);
        }

        /** With slashes everywhere. */
        private String relative(Path file) {
            return root.relativize(file).toString().replace(File.separatorChar, '/');
        }
    }
}
