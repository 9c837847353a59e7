package io.earshot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Prints a report as text or as JSON, and writes the latter to a file if asked to. */
final class ReportPrinter {
    private static final String STDOUT = "-";

    private final String target;

    /**
     * @param target null, {@code -} or the file that takes the JSON
     * @throws WrongUseException if the file's folder is not there; after a long run it would be too late
     */
    ReportPrinter(String target) {
        if (target != null && Files.notExists(Path.of(target).toAbsolutePath().getParent())) {
            throw new WrongUseException(target + ": there is no such folder to write to");
        }
        this.target = target;
    }

    /** @param json what it says as JSON */
    void print(Object json, List<String> lines, PrintWriter out) throws IOException {
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
        if (STDOUT.equals(target)) {
            out.println(text);
        } else {
            lines.forEach(out::println);
        }
        out.flush();
        if (target != null && !STDOUT.equals(target)) {
            Files.writeString(Path.of(target), text + System.lineSeparator());
        }
    }

    /** So that {@code --json DIR} means what it looks like: a folder is never the file to write. */
    static final class Target implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            boolean hasFile = !arguments.isEmpty()
                    && (STDOUT.equals(arguments.peek()) || !arguments.peek().startsWith("-"))
                    && !Files.isDirectory(Path.of(arguments.peek()));
            option.setValue(hasFile ? arguments.pop() : STDOUT);
        }
    }
}
