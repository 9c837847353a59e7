package io.earshot.topology;

import io.earshot.match.EncodedSegment;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryTable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Encoded segments to match reports, against the snapshot of the queries that is in force now. */
final class MatchProcessor implements Processor<String, Object, String, Object> {
    private final SegmentMatcher matcher;
    private final LiveQueryTable queries;
    private final TaggingMetrics metrics;
    private ProcessorContext<String, Object> context;

    MatchProcessor(SegmentMatcher matcher, LiveQueryTable queries, TaggingMetrics metrics) {
        this.matcher = matcher;
        this.queries = queries;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, Object> record) {
        if (record.value() instanceof EncodedSegment segment) {
            QueryTable table = queries.current();
            MatchReport report = metrics.timeMatch(() ->
                    matcher.match(segment.span().sourceId(), segment.encoded().embedding(), table));
            metrics.matchErrors(report.errors().size());
            context.forward(record.withValue(new MatchedSegment(segment, report, table)));
        } else {
            context.forward(record);
        }
    }
}
