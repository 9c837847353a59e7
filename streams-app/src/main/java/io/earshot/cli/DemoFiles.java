package io.earshot.cli;

import io.earshot.app.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The recordings that the demo plays. */
final class DemoFiles {
    private static final Set<String> NOT_AUDIO =
            Set.of("csv", "json", "md", "txt", "yaml", "yml", "html", "pdf", "jpg", "png", "log");

    private DemoFiles() {}

    /** By source id: the files of the user's folder, or the bundled ones if there is none. */
    static Map<String, Path> of(Path folder) throws IOException {
        Path from = folder == null ? LoadedModel.home().resolve("models/demo") : folder;
        if (!Files.isDirectory(from)) {
            throw new WrongUseException(from + " is not a folder");
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(from)) {
            files = found.filter(Files::isRegularFile)
                    .filter(DemoFiles::mayBeAudio)
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new WrongUseException(from + " holds no audio files");
        }
        Map<String, Path> bySource = new TreeMap<>();
        for (Path file : files) {
            String id = SourceIds.of(file);
            bySource.put(bySource.containsKey(id) ? file.getFileName().toString() : id, file);
        }
        return bySource;
    }

    private static boolean mayBeAudio(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && !NOT_AUDIO.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
