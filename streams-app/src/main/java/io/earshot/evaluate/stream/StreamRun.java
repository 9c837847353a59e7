package io.earshot.evaluate.stream;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** What came of an evaluation on streams. */
public final class StreamRun {
    private final StreamReport report;
    private final List<String> queries;
    private final List<JudgedStream> streams;
    private final double[] plainThresholds;

    StreamRun(StreamReport report, List<String> queries, List<JudgedStream> streams, double[] plainThresholds) {
        this.report = report;
        this.queries = queries;
        this.streams = streams;
        this.plainThresholds = plainThresholds;
    }

    public StreamReport report() {
        return report;
    }

    /** Writes what anybody needs to judge again, one JSON object a line; see {@link StreamDump}. Leaves the writer open. */
    public void dump(Writer out) throws IOException {
        StreamDump dump = new StreamDump(out, queries);
        dump.head(report, plainThresholds);
        for (JudgedStream stream : streams) {
            dump.stream(stream, stream.plain(plainThresholds));
        }
    }
}
