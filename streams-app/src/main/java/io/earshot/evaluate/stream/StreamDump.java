package io.earshot.evaluate.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes streams and what was heard in them, a JSON object a line. {@code type} says what a line is: {@code queries} (the
 * first; lists below are in its order), {@code planted}, {@code hop} and {@code detection}. All but the first say their
 * {@code stream}: {@code development} or {@code evaluation}, and {@code snrDb}. Times are seconds from the stream's start.
 */
final class StreamDump {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Writer out;
    private final List<String> queries;

    StreamDump(Writer out, List<String> queries) {
        this.out = out;
        this.queries = queries;
    }

    /** @param plainThresholds {@code [queries]}. Not modified. */
    void head(StreamReport report, double[] plainThresholds) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "queries");
        line.put("queries", queries);
        line.put("plainThresholds", plainThresholds);
        line.put(
                "openConfidence",
                report.byQuery().stream().map(QueryQuality::openConfidence).toList());
        line.put("modelDigest", report.modelDigest());
        write(line);
    }

    /** @param plain the plain detector's detections, by query */
    void stream(JudgedStream stream, List<List<Detection>> plain) throws IOException {
        List<Planting> plantings = stream.member().set().plantings();
        int rateHz = stream.stream().format().sampleRateHz();
        for (int i = 0; i < plantings.size(); i++) {
            planting(stream, i, rateHz);
        }
        for (HopScores hop : stream.heard().hops()) {
            hop(stream, hop);
        }
        for (Detection detection : stream.heard().detections()) {
            detection(stream, "earshot", detection);
        }
        for (Detection detection : plain.stream().flatMap(List::stream).toList()) {
            detection(stream, "plain", detection);
        }
    }

    private void planting(JudgedStream stream, int index, int rateHz) throws IOException {
        Planting planting = stream.member().set().plantings().get(index);
        Map<String, Object> line = line("planted", stream);
        line.put("file", planting.sound().file());
        line.put("texts", planting.sound().texts());
        line.put("onsetSec", (double) planting.startSample() / rateHz);
        line.put("offsetSec", (double) planting.endSample() / rateHz);
        line.put("gainDb", stream.stream().gainDb(index));
        write(line);
    }

    private void hop(JudgedStream stream, HopScores hop) throws IOException {
        Map<String, Object> line = line("hop", stream);
        line.put("startSec", hop.startSec());
        line.put("endSec", hop.endSec());
        line.put("levelDbfs", hop.levelDbfs());
        line.put("scores", hop.scores());
        line.put("confidences", hop.confidences());
        write(line);
    }

    private void detection(JudgedStream stream, String by, Detection detection) throws IOException {
        Map<String, Object> line = line("detection", stream);
        line.put("by", by);
        line.put("query", queries.get(detection.query()));
        line.put("onsetSec", detection.onsetSec());
        line.put("offsetSec", detection.offsetSec());
        line.put("openedSec", detection.openedSec());
        line.put("confidence", detection.confidence());
        write(line);
    }

    private static Map<String, Object> line(String type, JudgedStream stream) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type);
        line.put("stream", stream.isOf(StreamSet.Part.EVALUATION) ? "evaluation" : "development");
        line.put("snrDb", stream.member().snrDb());
        return line;
    }

    private void write(Map<String, Object> line) throws IOException {
        out.write(MAPPER.writeValueAsString(line));
        out.write('\n');
    }
}
