package io.earshot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Prints a report as text or as JSON, and writes it to a file as JSON. */
final class ReportPrinter {
    @Option(names = "--json", description = "Print the report as one JSON object on a line.")
    private boolean json;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report to this file as well, as JSON.")
    private Path file;

    boolean isJson() {
        return json;
    }

    /** @throws WrongUseException if the file has no folder; after a long run it would be too late */
    void requirePlace() {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new WrongUseException(file + ": is a folder");
        }
        if (Files.notExists(file.toAbsolutePath().getParent())) {
            throw new WrongUseException(file + ": there is no such folder to write to");
        }
    }

    /** @param report its JSON form */
    void print(Object report, List<String> lines, PrintWriter out) throws IOException {
        if (json) {
            out.println(Printed.json(report));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
        if (file != null) {
            Files.writeString(file, mapper().writeValueAsString(report) + System.lineSeparator());
        }
    }

    private static ObjectMapper mapper() {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    }
}
