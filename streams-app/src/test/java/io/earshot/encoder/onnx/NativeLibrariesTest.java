package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each in a process of its own, because libraries are loaded once. */
class NativeLibrariesTest {
    @TempDir
    private Path temporary;

    /** Runs in the process. */
    static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) {
            try {
                System.out.println("loaded " + NativeLibraries.load().getVersion());
            } catch (RuntimeException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    @Test
    void shouldLeaveNothingInTheTemporaryFolder() throws Exception {
        assertThat(load(temporary)).singleElement().asString().startsWith("loaded 1.");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void shouldSayWhereThereIsNoPlaceAndHowToChooseAnother() throws Exception {
        Path missing = temporary.resolve("missing");
        assertThat(load(missing))
                .singleElement()
                .asString()
                .startsWith("EncoderException: ONNX Runtime cannot be unpacked")
                .contains(missing.toString(), "EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR");
    }

    private static List<String> load(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loading.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = out.lines().toList();
            process.waitFor();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
