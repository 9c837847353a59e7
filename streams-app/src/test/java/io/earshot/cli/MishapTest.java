package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MishapTest {
    static Stream<Arguments> mishaps() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a.wav"), "a.wav: no such file"),
                Arguments.of(new AccessDeniedException("/root/x"), "/root/x: permission denied"),
                Arguments.of(
                        new UncheckedIOException("cannot make a folder", new AccessDeniedException("/x")),
                        "cannot make a folder: /x: permission denied"),
                Arguments.of(new CompletionException(new IOException("gone\nfor good")), "gone; for good"),
                Arguments.of(
                        new FileSystemException("/tmp/x", null, "No space left on device"),
                        "no space is left: /tmp/x: No space left on device; another folder for temporary files is chosen by EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR"),
                Arguments.of(
                        new RuntimeException("server", new BindException("Address already in use")),
                        "a port is taken by another program: server: Address already in use; the console's is the setting http.port"),
                Arguments.of(new KafkaException("a", new IllegalStateException("b")), "a: b"));
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void shouldSayOnOneLineWhatAUserCanMend(Throwable thrown, String line) {
        assertThat(Mishap.line(thrown)).hasValue(line);
    }

    @Test
    void shouldNameTheFolderThatNativeCodeIsUnpackedTo() {
        Throwable first = new ExceptionInInitializerError(
                new RuntimeException("Failed to load onnx-runtime library", new IOException("Permission denied")));
        assertThat(Mishap.line(first))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains(System.getProperty("java.io.tmpdir"), "Permission denied", "java.io.tmpdir=DIR"));
        assertThat(Mishap.line(new UnsatisfiedLinkError("libfoo.so: failed to map segment")))
                .isPresent();
    }

    @Test
    void shouldCallABugABugAndKeepItsTrace() {
        StringWriter err = new StringWriter();
        int code = EarshotCommand.explain(new IllegalStateException("odd"), new PrintWriter(err, true));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .satisfies(lines -> assertThat(lines.get(0)).contains("IllegalStateException: odd"))
                .last()
                .isEqualTo("earshot: this is a bug in Earshot; please report it with the lines above");
    }

    @Test
    void shouldSayAllThatIsWrongWithSettings() {
        StringWriter err = new StringWriter();
        int code = EarshotCommand.explain(new ConfigException("a\nb"), new PrintWriter(err, true));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("earshot: a", "earshot: b");
    }
}
