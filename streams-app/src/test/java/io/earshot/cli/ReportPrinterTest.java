package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportPrinterTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPrintOneObjectOnALineInPlaceOfTheText() throws IOException {
        assertThat(printed("--json").lines()).containsExactly("{\"accuracy\":0.5}");
        assertThat(printed().lines()).containsExactly("accuracy .5", "of 2");
    }

    @Test
    void shouldWriteTheReportToAFileAsWell() throws IOException {
        Path file = folder.resolve("report.json");

        assertThat(printed("--report", file.toString()).lines()).hasSize(2);
        assertThat(Files.readString(file)).contains("\"accuracy\" : 0.5");
    }

    @Test
    void shouldRefuseAPlaceThatCannotBeBeforeTheWorkBegins() {
        assertThatThrownBy(printer("--report", folder.toString())::requirePlace).hasMessageContaining("is a folder");
        assertThatThrownBy(printer("--report", folder.resolve("no/x").toString())::requirePlace)
                .isInstanceOf(WrongUseException.class);
    }

    private static String printed(String... options) throws IOException {
        StringWriter out = new StringWriter();
        printer(options).print(Map.of("accuracy", .5), List.of("accuracy .5", "of 2"), new PrintWriter(out));
        return out.toString();
    }

    private static ReportPrinter printer(String... options) {
        return CommandLine.populateCommand(new ReportPrinter(), options);
    }
}
