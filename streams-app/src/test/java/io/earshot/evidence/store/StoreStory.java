package io.earshot.evidence.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of a set. */
final class StoreStory {
    static final SetName RAIN = SetName.of("rain", "0123456789abcdef0123456789abcdef");

    private StoreStory() {}

    static SetName event(int number) {
        return SetName.of("rain", String.format("%032x", number));
    }

    static List<Path> files(Path folder, int audioBytes) throws IOException {
        Files.createDirectories(folder);
        return List.of(
                Files.writeString(folder.resolve("evidence.json"), "{}"),
                Files.write(folder.resolve("audio.flac"), new byte[audioBytes]),
                Files.writeString(folder.resolve("evidence.sha256"), "00  audio.flac\n"));
    }
}
