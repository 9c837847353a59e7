package io.earshot.evaluate;

import io.earshot.evaluate.CsvTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data sets of captioned clips in the layouts in which they are published. */
final class PublishedFolder {
    /** The part of Clotho that others are measured on. */
    static final String CLOTHO_EVALUATION = "evaluation";

    /** The part of AudioCaps that others are measured on. */
    static final String AUDIOCAPS_TEST = "test";

    private static final int AUDIOCAPS_SECONDS = 10;

    private PublishedFolder() {}

    /**
     * Clotho (Drossos et al., 2020): {@code clotho_captions_SPLIT.csv} with {@code file_name} and {@code caption_1} to
     * {@code caption_5}, and a folder of audio for each split, such as {@code evaluation/}.
     */
    static List<LabelledClip> clotho(Path folder, String split) throws IOException {
        CsvTable table = table(
                folder, "clotho_csv_files", "clotho_captions_" + split + ".csv", List.of("file_name", "caption_1"));
        FileIndex files = FileIndex.of(folder, split);
        List<LabelledClip> clips = new ArrayList<>();
        for (Row row : table.rows()) {
            String name = row.text("file_name");
            row.text("caption_1");
            List<String> captions = row.values().entrySet().stream()
                    .filter(value -> value.getKey().startsWith("caption_"))
                    .map(value -> value.getValue().strip())
                    .toList();
            Path file = files.named(name).orElseGet(() -> folder.resolve(split).resolve(name));
            clips.add(LabelledClip.whole(name, file, captions));
        }
        return clips;
    }

    /**
     * AudioCaps (Kim et al., 2019): {@code SPLIT.csv} with {@code audiocap_id,youtube_id,start_time,caption}, a caption a
     * row. Audio is not published with it; files may be named {@code ID}, {@code YID}, {@code ID_START},
     * {@code YID_START} or {@code ID_START_END} by the YouTube id, or by the {@code audiocap_id} of one of the clip's
     * captions, with any ending, and lie anywhere below the folder. They hold the ten seconds and are not cut.
     */
    static List<LabelledClip> audioCaps(Path folder, String split) throws IOException {
        CsvTable table =
                table(folder, "dataset", split + ".csv", List.of("audiocap_id", "youtube_id", "start_time", "caption"));
        Map<String, List<Row>> rowsByClip = new LinkedHashMap<>();
        for (Row row : table.rows()) {
            String clip = row.text("youtube_id") + "_" + row.text("start_time");
            rowsByClip.computeIfAbsent(clip, id -> new ArrayList<>()).add(row);
        }
        FileIndex files = FileIndex.of(folder, split);
        List<LabelledClip> clips = new ArrayList<>();
        for (List<Row> rows : rowsByClip.values()) {
            List<String> captions =
                    rows.stream().map(row -> row.text("caption").strip()).toList();
            String name = rows.get(0).text("youtube_id");
            Path file = audioCapsStems(rows).stream()
                    .map(files::withStem)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseGet(() -> folder.resolve(name + ".wav"));
            clips.add(LabelledClip.whole(name, file, captions));
        }
        return clips;
    }

    private static List<String> audioCapsStems(List<Row> rows) {
        String id = rows.get(0).text("youtube_id");
        double start = rows.get(0).number("start_time", 0);
        List<String> stems = new ArrayList<>();
        for (String stem : List.of(id, "Y" + id)) {
            stems.add(stem);
            stems.add(stem + "_" + Math.round(start));
            stems.add(stem + "_" + Math.round(start) + "_" + Math.round(start + AUDIOCAPS_SECONDS));
        }
        rows.forEach(row -> stems.add(row.text("audiocap_id")));
        return stems;
    }

    /** @param inRepository the folder that the list lies in where the whole repository was fetched */
    private static CsvTable table(Path folder, String inRepository, String list, List<String> columns)
            throws IOException {
        Path inside = folder.resolve(inRepository).resolve(list);
        return CsvTable.read(Files.isRegularFile(inside) ? inside : folder.resolve(list), columns);
    }
}
