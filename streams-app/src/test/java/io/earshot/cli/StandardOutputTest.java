package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {
    @Test
    void shouldWriteEachLineAtOnce() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardOutput.to(bytes, StandardCharsets.UTF_8).println("une sirène");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("une sirène" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "Broken pipe,141,''",
        "No space left on device,1,'earshot: standard output cannot be written: No space left on device'"
    })
    void shouldEndTheCommandAtTheFirstLineThatIsNotTaken(String reason, int exitCode, String message) {
        PrintWriter out = StandardOutput.to(refusing(reason), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> out.println("an event")).isInstanceOfSatisfying(StandardOutput.Unwritable.class, e -> {
            StringWriter err = new StringWriter();
            assertThat(EarshotCommand.explain(e, new PrintWriter(err, true))).isEqualTo(exitCode);
            assertThat(err.toString().strip()).isEqualTo(message);
        });
    }

    private static OutputStream refusing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
