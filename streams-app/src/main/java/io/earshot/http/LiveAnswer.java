package io.earshot.http;

import io.earshot.audio.SampleClock;
import io.earshot.live.ColumnScale;
import io.earshot.live.Columns;
import io.earshot.live.Gap;
import io.earshot.live.ScoredHop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks of the live stream as JSON. Each tells the time of the service, which tells a viewer how late audio arrives. */
final class LiveAnswer {
    private LiveAnswer() {}

    static Map<String, Object> beat() {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("at", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        return block;
    }

    static Optional<Map<String, Object>> columns(List<Columns> columns) {
        Map<String, Object> block = beat();
        block.put("columnSeconds", ColumnScale.COLUMN_MICROS / 1e6);
        block.put("bands", ColumnScale.BANDS);
        block.put("highestHz", ColumnScale.HIGHEST_HZ);
        block.put("floorDbfs", ColumnScale.FLOOR_DBFS);
        block.put("ceilingDbfs", ColumnScale.CEILING_DBFS);
        return withItems(block, columns.stream().map(LiveAnswer::item).toList());
    }

    static Optional<Map<String, Object>> gaps(List<Gap> gaps) {
        return withItems(beat(), gaps.stream().map(LiveAnswer::item).toList());
    }

    static Optional<Map<String, Object>> scores(List<ScoredHop> hops) {
        return withItems(beat(), hops.stream().map(LiveAnswer::item).toList());
    }

    private static Optional<Map<String, Object>> withItems(Map<String, Object> block, List<Map<String, Object>> items) {
        block.put("items", items);
        return items.isEmpty() ? Optional.empty() : Optional.of(block);
    }

    private static Map<String, Object> item(Columns columns) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("source", columns.sourceId());
        item.put("epochId", Long.toString(columns.epochId()));
        item.put("from", time(columns.fromMicros()));
        item.put("begins", columns.begins());
        item.put("levelDbfs", tenths(columns.levelDbfs()));
        item.put("peakDbfs", tenths(columns.peakDbfs()));
        item.put("data", Base64.getEncoder().encodeToString(columns.levels()));
        return item;
    }

    private static Map<String, Object> item(Gap gap) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("source", gap.sourceId());
        item.put("from", time(gap.fromMicros()));
        item.put("to", time(gap.toMicros()));
        item.put("reason", gap.reason().name());
        return item;
    }

    private static Map<String, Object> item(ScoredHop hop) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("source", hop.sourceId());
        item.put("from", time(hop.fromMicros()));
        item.put("to", time(hop.toMicros()));
        item.put("scores", hop.scores().stream().map(LiveAnswer::score).toList());
        return item;
    }

    private static Map<String, Object> score(ScoredHop.Score score) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("query", score.queryId());
        item.put("confidence", score.confidence());
        item.put("openConfidence", score.openConfidence());
        item.put("closeConfidence", score.closeConfidence());
        return item;
    }

    private static double tenths(double dbfs) {
        return Math.round(dbfs * 10) / 10.0;
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
