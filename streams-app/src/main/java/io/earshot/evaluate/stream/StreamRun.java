package io.earshot.evaluate.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.StreamPlan.Planting;
import io.earshot.evaluate.stream.StreamReport.QueryQuality;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an evaluation on streams.
 *
 * @param streams those for tuning, and those that judge
 */
public record StreamRun(StreamReport report, List<JudgedStream> streams) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Writes the streams and what was heard in them, a JSON object a line, so that anybody can judge again. The {@code type}
     * of a line is {@code queries} (the first; lists below are in its order), {@code planted}, {@code hop} and
     * {@code detection}. All but the first have a {@code stream}, {@code development} or {@code evaluation}, and
     * {@code snrDb}. Times are seconds from the stream's start. Leaves the writer open.
     */
    public void dump(Writer out) throws IOException {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("type", "queries");
        head.put("queries", report.queries());
        head.put("plainThresholds", report.plainThresholds());
        head.put(
                "openConfidence",
                report.byQuery().stream().map(QueryQuality::openConfidence).toList());
        head.put("modelDigest", report.modelDigest());
        write(head, out);
        for (JudgedStream stream : streams) {
            dump(stream, out);
        }
    }

    private void dump(JudgedStream stream, Writer out) throws IOException {
        int rateHz = stream.stream().format().sampleRateHz();
        for (int i = 0; i < stream.set().plantings().size(); i++) {
            Planting planting = stream.set().plantings().get(i);
            Planted planted = new Planted(
                    planting.sound().file(),
                    planting.sound().texts(),
                    (double) planting.startSample() / rateHz,
                    (double) planting.endSample() / rateHz,
                    stream.stream().gainDb(i));
            write(new Line("planted", stream, planted), out);
        }
        for (JudgedStream.Hop hop : stream.hops()) {
            write(new Line("hop", stream, hop), out);
        }
        for (Detection detection : stream.detections()) {
            write(new Line("detection", stream, detected("earshot", detection)), out);
        }
        for (List<Detection> ofQuery : stream.plain(report.plainThresholds())) {
            for (Detection detection : ofQuery) {
                write(new Line("detection", stream, detected("plain", detection)), out);
            }
        }
    }

    private Detected detected(String by, Detection detection) {
        return new Detected(by, report.queries().get(detection.query()), detection);
    }

    private static void write(Object line, Writer out) throws IOException {
        out.write(MAPPER.writeValueAsString(line));
        out.write('\n');
    }

    /** Keys of a line about a stream; those of its value follow. */
    private record Line(
            String type,
            String stream,
            int snrDb,
            @JsonUnwrapped Object value) {
        Line(String type, JudgedStream stream, Object value) {
            this(type, stream.set().name(), stream.snrDb(), value);
        }
    }

    private record Planted(String file, List<String> texts, double onsetSec, double offsetSec, double gainDb) {}

    private record Detected(
            String by,
            String query,
            @JsonUnwrapped @JsonIgnoreProperties("query") Detection detection) {}
}
