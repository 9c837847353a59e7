package io.earshot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files of sources: a table whose first row names the columns, or one JSON object a line as {@code source ls --json} prints
 * them. Every fault is named with its line.
 */
final class SourceFile {
    private static final Set<String> COLUMNS = Set.of(
            SourceForm.ID,
            SourceForm.ADDRESS,
            SourceForm.CHANNEL,
            SourceForm.TRACK,
            SourceForm.PAUSED,
            SourceForm.OPTIONS,
            SourceForm.LABELS);
    private static final int MOST_FAULTS = 20;

    private final String name;
    private final List<AudioSource> sources = new ArrayList<>();
    private final Map<String, Integer> lineById = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private SourceFile(String name) {
        this.name = name;
    }

    /**
     * All sources of a file.
     *
     * @param name {@code -}: standard input
     * @throws WrongUseException if any is wrong; a line for each
     * @throws IOException if the file cannot be read
     */
    static List<AudioSource> read(String name, InputStream standardInput) throws IOException {
        byte[] bytes = name.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(name));
        SourceFile file = new SourceFile(name);
        String text = text(name, bytes);
        if (text.stripLeading().startsWith("{")) {
            file.readObjects(text);
        } else {
            file.readTable(text);
        }
        return file.result();
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new WrongUseException(name + " is not UTF-8");
        }
    }

    private void readObjects(String text) {
        ObjectMapper mapper = new ObjectMapper();
        int line = 0;
        for (String written : text.split("\\R", -1)) {
            line++;
            if (!written.isBlank()) {
                readObject(mapper, written, line);
            }
        }
    }

    private void readObject(ObjectMapper mapper, String written, int line) {
        try {
            JsonNode json = mapper.readTree(written);
            add(line, SourceForm.read(json));
        } catch (JsonProcessingException e) {
            fault(line, "no JSON object: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            fault(line, Printed.of(e.getMessage()));
        }
    }

    private void readTable(String text) {
        List<CsvRow> rows = CsvRow.all(text);
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = rows.get(0).cells().stream().map(String::strip).toList();
        columns.stream()
                .filter(column -> !COLUMNS.contains(column))
                .forEach(
                        column -> fault(
                                rows.get(0).line(),
                                "there is no column \"" + Printed.of(column)
                                        + "\"; the first line names some of id, address, channel, track, paused, options, labels"));
        if (faults.isEmpty() && !columns.contains(SourceForm.ADDRESS)) {
            fault(rows.get(0).line(), "the column address is missing");
        }
        if (faults.isEmpty()) {
            rows.stream().skip(1).forEach(row -> readRow(columns, row));
        }
    }

    private void readRow(List<String> columns, CsvRow row) {
        if (row.cells().size() > columns.size()) {
            fault(
                    row.line(),
                    "has " + row.cells().size() + " values for " + columns.size()
                            + " columns; values with commas need quotes");
            return;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            if (!row.cells().get(i).isBlank()) {
                values.put(columns.get(i), row.cells().get(i));
            }
        }
        try {
            add(row.line(), SourceForm.read(values));
        } catch (IllegalArgumentException e) {
            fault(row.line(), Printed.of(e.getMessage()));
        }
    }

    private void add(int line, AudioSource source) {
        Integer before = lineById.putIfAbsent(source.id(), line);
        if (before != null) {
            fault(line, "the id " + Printed.of(source.id()) + " is in line " + before + " already");
        }
        sources.add(source);
    }

    private void fault(int line, String reason) {
        faults.add(name + ", line " + line + ": " + reason);
    }

    private List<AudioSource> result() {
        if (faults.size() > MOST_FAULTS) {
            int more = faults.size() - MOST_FAULTS;
            faults.subList(MOST_FAULTS, faults.size()).clear();
            faults.add("and " + more + " more");
        }
        if (!faults.isEmpty()) {
            throw new WrongUseException(String.join("\n", faults));
        }
        if (sources.isEmpty()) {
            throw new WrongUseException(name + " holds no sources");
        }
        return sources;
    }
}
