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

/**
 * AudioCaps (Kim et al., 2019) as published: {@code SPLIT.csv} with {@code audiocap_id,youtube_id,start_time,caption}, a
 * caption a row. Audio is not published with it; files may be named {@code ID}, {@code YID}, {@code ID_START},
 * {@code YID_START} or {@code ID_START_END} by the YouTube id, or by the {@code audiocap_id} of one of the clip's captions,
 * with any ending, and lie anywhere below the folder. They hold the ten seconds and are not cut.
 */
final class AudioCapsFolder {
    /** The part that others are measured on. */
    static final String TEST = "test";

    private static final int CLIP_SECONDS = 10;

    private AudioCapsFolder() {}

    static List<LabelledClip> read(Path folder, String split) throws IOException {
        String list = split + ".csv";
        Path inRepository = folder.resolve("dataset").resolve(list);
        CsvTable table = CsvTable.read(
                Files.isRegularFile(inRepository) ? inRepository : folder.resolve(list),
                List.of("audiocap_id", "youtube_id", "start_time", "caption"));
        Map<String, List<Row>> rowsByClip = new LinkedHashMap<>();
        for (Row row : table.rows()) {
            String clip = row.text("youtube_id") + "_" + row.text("start_time");
            rowsByClip.computeIfAbsent(clip, id -> new ArrayList<>()).add(row);
        }
        FileIndex files = FileIndex.of(folder, split);
        List<LabelledClip> clips = new ArrayList<>();
        for (List<Row> rows : rowsByClip.values()) {
            clips.add(clip(folder, files, rows));
        }
        return clips;
    }

    private static LabelledClip clip(Path folder, FileIndex files, List<Row> rows) {
        List<String> captions =
                rows.stream().map(row -> row.text("caption").strip()).toList();
        String name = rows.get(0).text("youtube_id");
        Path file = stems(rows).stream()
                .map(files::withStem)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> folder.resolve(name + ".wav"));
        return LabelledClip.whole(name, file, captions);
    }

    private static List<String> stems(List<Row> rows) {
        String id = rows.get(0).text("youtube_id");
        double start = rows.get(0).number("start_time", 0);
        List<String> stems = new ArrayList<>();
        for (String stem : List.of(id, "Y" + id)) {
            stems.add(stem);
            stems.add(stem + "_" + Math.round(start));
            stems.add(stem + "_" + Math.round(start) + "_" + Math.round(start + CLIP_SECONDS));
        }
        rows.forEach(row -> stems.add(row.text("audiocap_id")));
        return stems;
    }
}
