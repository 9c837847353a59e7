package io.earshot.evaluate;

import io.earshot.evaluate.CsvTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Clotho (Drossos et al., 2020) as published: {@code clotho_captions_SPLIT.csv} with {@code file_name} and
 * {@code caption_1} to {@code caption_5}, and a folder of audio for each split, such as {@code evaluation/}.
 */
final class ClothoFolder {
    /** The part that others are measured on. */
    static final String EVALUATION = "evaluation";

    private static final String FILE = "file_name";

    private ClothoFolder() {}

    static List<LabelledClip> read(Path folder, String split) throws IOException {
        String list = "clotho_captions_" + split + ".csv";
        Path beside = folder.resolve("clotho_csv_files").resolve(list);
        CsvTable table =
                CsvTable.read(Files.isRegularFile(beside) ? beside : folder.resolve(list), List.of(FILE, "caption_1"));
        FileIndex files = FileIndex.of(folder, split);
        List<LabelledClip> clips = new ArrayList<>();
        for (Row row : table.rows()) {
            String name = row.text(FILE);
            Path file = files.named(name).orElseGet(() -> folder.resolve(split).resolve(name));
            clips.add(LabelledClip.whole(name, file, captions(row)));
        }
        return clips;
    }

    private static List<String> captions(Row row) {
        row.text("caption_1");
        List<String> captions = new ArrayList<>();
        row.values().forEach((column, value) -> {
            if (column.startsWith("caption_")) {
                captions.add(value.strip());
            }
        });
        return captions;
    }
}
