package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedTest {
    @Test
    void shouldKeepOnOneLineWhateverStandsInAText() {
        assertThat(Printed.of("a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
        assertThat(Printed.of("\u001b[2J\u0000\u0085\u2028")).isEqualTo("\\u001b[2J\\u0000\\u0085\\u2028");
        assertThat(Printed.of("abc\u202Egpj.exe")).isEqualTo("abc\\u202egpj.exe");
    }

    @ParameterizedTest
    @CsvSource({"une sirène", "\uD83D\uDC15 barking", "C:\\new\\table", "می\u200Cخواهم"})
    void shouldLeaveWordsAsTheyAre(String words) {
        assertThat(Printed.of(words)).isEqualTo(words);
    }

    @Test
    void shouldPrintEachMessageOnOneLineButTracesAsTheyAre() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintWriter messages = StandardOutput.messages(bytes, StandardCharsets.UTF_8);
        messages.println("no such\nfile: \tü");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("no such\\nfile: \\tü" + System.lineSeparator());
        bytes.reset();
        new IllegalStateException("x").printStackTrace(messages);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("\tat "));
    }
}
