package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.stream.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples for readers in other languages read what the program writes. */
class SamplesTest {
    private static final Path HOME = Path.of(System.getProperty("earshot.home"));
    private static final Path SAMPLES = HOME.resolve("ops/samples");

    @TempDir
    private Path folder;

    @Test
    void shouldShipTheEventsAsThisBuildWritesThem() throws IOException {
        assertThat(SAMPLES.resolve("events.hex"))
                .as("-Dtest=WriteSampleEvents writes it")
                .hasContent(SampleEvents.written().stripTrailing());
        assertThat(SAMPLES.resolve("events.txt"))
                .as("-Dtest=WriteSampleEvents writes it")
                .hasContent(SampleEvents.printed().stripTrailing());
    }

    @Test
    void shouldBeReadInPython() throws Exception {
        assertThat(outputOf(Peers.python(), "read_events.py")).isEqualTo(SampleEvents.printed());
    }

    /** Debian has no Avro library for Node.js: {@code ops/samples/try} fetches it and tries this sample. */
    @Test
    void shouldBeReadInJavaScript() throws Exception {
        assumeTrue(
                Files.isDirectory(SAMPLES.resolve("node_modules/avsc")),
                "no avsc in ops/samples/node_modules (npm ci fetches it)");
        assertThat(outputOf(new ProcessBuilder("node"), "read_events.mjs")).isEqualTo(SampleEvents.printed());
    }

    private String outputOf(ProcessBuilder interpreter, String sample) throws Exception {
        List<String> command = new ArrayList<>(interpreter.command());
        command.add(SAMPLES.resolve(sample).toString());
        command.add(HOME.resolve("schemas").toString());
        Path events = Files.writeString(folder.resolve("events.hex"), SampleEvents.written());
        Path output = folder.resolve("output");
        Process process = interpreter
                .command(command)
                .redirectInput(events.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
