package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as it is typed in a shell. */
class LauncherIT {
    private static final Path REPOSITORY =
            Path.of(System.getProperty("earshot.home", "..")).toAbsolutePath().normalize();

    @TempDir
    private Path home;

    /** A distribution: the launcher, a jar that leads to the classes under test, the model. Nothing to build. */
    @BeforeEach
    void layOut() throws IOException {
        Files.copy(REPOSITORY.resolve("earshot"), home.resolve("earshot"));
        Files.createSymbolicLink(home.resolve("models"), REPOSITORY.resolve("models"));
        Path target = Files.createDirectories(home.resolve("streams-app/target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream jar = Files.newOutputStream(target.resolve("streams-app.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    @Test
    void shouldReadNamesAndTextsAsTheyAreWrittenInALocaleWithoutThem() throws Exception {
        String name = "\"$(printf 'V\\303\\266gel.wav')\"";
        Result result = shell("unset LC_ALL LC_CTYPE; export LANG=C; cp models/demo/rain.wav " + name
                + "; ./earshot tag " + name + " -q \"$(printf 'une sir\\303\\250ne')\" -q rain --json");

        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out).contains("\"file\":\"Vögel.wav\"", "\"sourceId\":\"Vögel\"");
        assertThat(result.err).contains("une sirène");
    }

    @Test
    void shouldRefuseWhatTheLocaleCannotReadRatherThanMangleIt() throws Exception {
        Result result = shell("export LC_ALL=C; \"$JAVA_HOME/bin/java\" -cp streams-app/target/streams-app.jar"
                + " io.earshot.cli.EarshotCommand tag \"$(printf 'V\\303\\266gel.wav')\" -q rain");

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err.lines())
                .singleElement()
                .asString()
                .contains("not of this locale's charset (US-ASCII)", "set LC_ALL=C.UTF-8");
    }

    @Test
    void shouldRunTheProgramThatLiesBesideItInARelease() throws Exception {
        Result result = shell("mv streams-app/target/streams-app.jar . && rm -r streams-app && ./earshot describe");

        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out).contains("bootstrap.servers");
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsTheResults() throws Exception {
        Result result = shell("set +o pipefail; ./earshot describe | true; exit ${PIPESTATUS[0]}");

        assertThat(result.err).isEmpty();
        assertThat(result.code).isEqualTo(141);
    }

    @Test
    void shouldEndTheDemoWithTheEventThatNobodyReads() throws Exception {
        Result result = shell("./earshot demo --json --threshold 0.05 --data-dir data -s http.port=0 | head -n 1"
                + "; exit ${PIPESTATUS[0]}");

        assertThat(result.code).as(result.err).isEqualTo(141);
        assertThat(result.out.lines()).hasSize(1);
    }

    @Test
    void shouldSayWhatIsMissingWhereNativeCodeCannotBeUnpacked() throws Exception {
        Result result = shell("export EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=$PWD/nowhere;"
                + " ./earshot tag models/demo/rain.wav -q rain");

        assertThat(result.code).isEqualTo(1);
        assertThat(result.err.lines())
                .singleElement()
                .asString()
                .startsWith("earshot: ONNX Runtime cannot be unpacked: cannot make a folder in " + home)
                .contains("EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        assertThat(result.out).isEmpty();
    }

    private record Result(int code, String out, String err) {}

    private Result shell(String script) throws Exception {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", script))
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("EARSHOT_") || key.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
            family.add(process.toHandle());
            family.forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError("still running; it said:\n" + Files.readString(err, StandardCharsets.UTF_8));
        }
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
