package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Records the state of this build. Not a test: surefire runs it only when it is named, see {@code state/README.md}. */
class RecordState {
    @Test
    void record() throws IOException {
        String name = System.getProperty("recording");
        assertThat(name).as("system property recording").isNotBlank();
        Path file = Path.of("src/test/resources/state", name + ".txt");
        assertThat(file).as("a state is recorded once").doesNotExist();
        Files.write(file, StateRecording.record());
    }
}
