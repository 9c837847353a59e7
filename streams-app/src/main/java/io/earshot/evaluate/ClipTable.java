package io.earshot.evaluate;

import io.earshot.evaluate.CsvTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The file {@code clips.csv}: {@code file} is relative to the folder, {@code label} may hold several texts with
 * {@code |} between them, {@code offset} and {@code seconds} cut the file, {@code split} names the part that the row
 * belongs to. Other columns are ignored. Rows of the same stretch of audio are one clip.
 */
final class ClipTable {
    static final String NAME = "clips.csv";

    private ClipTable() {}

    static List<LabelledClip> read(Path folder, Optional<String> split) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw new InvalidClipListException(folder + ": has no " + NAME + " (a list with the columns file,label);"
                    + " for Clotho or AudioCaps as published, name the format");
        }
        List<String> needed = split.isPresent() ? List.of("file", "label", "split") : List.of("file", "label");
        CsvTable table = CsvTable.read(file, needed);
        Map<LabelledClip, Set<String>> textsByStretch = new LinkedHashMap<>();
        for (Row row : rows(table, split)) {
            textsByStretch
                    .computeIfAbsent(stretch(folder, row), stretch -> new LinkedHashSet<>())
                    .addAll(texts(row));
        }
        List<LabelledClip> clips = new ArrayList<>();
        textsByStretch.forEach((stretch, texts) -> clips.add(new LabelledClip(
                stretch.name(), stretch.file(), stretch.startSeconds(), stretch.lengthSeconds(), List.copyOf(texts))));
        return clips;
    }

    private static List<Row> rows(CsvTable table, Optional<String> split) {
        if (split.isEmpty()) {
            return table.rows();
        }
        List<Row> rows = table.rows().stream()
                .filter(row -> split.get().equals(row.values().get("split")))
                .toList();
        if (rows.isEmpty()) {
            Set<String> known = new TreeSet<>();
            table.rows().forEach(row -> known.add(row.values().getOrDefault("split", "(none)")));
            throw new InvalidClipListException(
                    table.file() + ": no row has the split " + split.get() + "; there are " + String.join(", ", known));
        }
        return rows;
    }

    /** Where the row's audio is; without texts yet. */
    private static LabelledClip stretch(Path folder, Row row) {
        String file = row.text("file");
        double start = row.number("offset", 0);
        double length = row.number("seconds", LabelledClip.TO_THE_END);
        if (start < 0 || length <= 0) {
            throw new InvalidClipListException(
                    row.name() + ": offset must not be negative, and seconds must be greater than 0");
        }
        try {
            return new LabelledClip(file, folder.resolve(file), start, length, List.of());
        } catch (InvalidPathException e) {
            throw new InvalidClipListException(row.name() + ": " + file + " cannot be the name of a file");
        }
    }

    /** Class names are often written for programs, as dog_barking; queries are words. */
    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (String label : row.text("label").split("\\|", -1)) {
            String text = label.replace('_', ' ').replace('-', ' ').strip();
            if (text.isEmpty()) {
                throw new InvalidClipListException(row.name() + ": one of its labels is empty");
            }
            texts.add(text);
        }
        return texts;
    }
}
