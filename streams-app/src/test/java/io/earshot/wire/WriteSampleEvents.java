package io.earshot.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes what {@code ops/samples} reads. Not a test: it runs only when it is named, {@code -Dtest=WriteSampleEvents}. */
class WriteSampleEvents {
    @Test
    void write() throws IOException {
        Path folder = Path.of(System.getProperty("earshot.home"), "ops/samples");
        Files.writeString(folder.resolve("events.hex"), SampleEvents.written());
        Files.writeString(folder.resolve("events.txt"), SampleEvents.printed());
    }
}
